import type { StripBridge, StripState, TabState } from '../../shared/contract/strip.ts';
import { visibleConnection } from '../../shared/visible-name.ts';
import { words } from './words.ts';

/** So many characters at the end of a long name stay in sight. */
const tailLength = 8;

/**
 * One tab in two elements: the tab itself, and its button Close in a row that lies over the tabs. A tab may hold no
 * button, and a list of tabs nothing but tabs.
 */
export class StripTab {
  readonly tab: HTMLElement;
  /** As wide as the tab, with the button at its end. */
  readonly closing: HTMLElement;
  readonly #head = createElement('span', 'head');
  readonly #tail = createElement('span', 'tail');
  readonly #close: HTMLElement;

  constructor(id: number, act: StripBridge['act']) {
    const dot = createElement('span', 'dot');
    dot.setAttribute('aria-hidden', 'true');
    const label = createElement('span', 'name');
    label.append(this.#head, this.#tail);
    this.tab = createElement('div', 'tab');
    this.tab.setAttribute('role', 'tab');
    this.tab.setAttribute('aria-keyshortcuts', 'Delete');
    this.tab.dataset.id = String(id);
    this.tab.append(dot, label);
    this.tab.addEventListener('pointerdown', ({ button }) => {
      if (button === 0) act({ kind: 'show', id });
    });
    // A click without a pointer, as assistive tools make it.
    this.tab.addEventListener('click', () => act({ kind: 'show', id }));
    this.#close = createElement('button', 'close');
    // The keyboard closes a tab by Delete.
    this.#close.tabIndex = -1;
    this.#close.textContent = '×';
    this.#close.addEventListener('click', () => act({ kind: 'close', id }));
    this.closing = createElement('span', 'closing');
    this.closing.append(this.#close);
    for (const element of [this.tab, this.closing]) {
      element.addEventListener('auxclick', ({ button }) => {
        if (button === 1) act({ kind: 'close', id });
      });
    }
  }

  update(state: TabState, { language, shownId }: StripState): void {
    const own = words[language];
    const name = state.name === null ? own.newConnection : visibleConnection(state.name);
    const isShown = state.id === shownId;
    const remark = state.isHung ? own.hung : state.session && own.states[state.session];
    const text = remark === null ? name : `${name}, ${remark}`;
    this.tab.setAttribute('aria-selected', String(isShown));
    this.tab.tabIndex = isShown ? 0 : -1;
    this.tab.setAttribute('aria-label', text);
    this.tab.title = text;
    this.tab.dataset.session = state.isHung ? 'hung' : (state.session ?? 'none');
    // Cut in the middle: the servers of two tabs are often the same, and their chroots are not.
    const characters = Array.from(name);
    const cut = Math.max(0, characters.length - tailLength);
    this.#head.textContent = characters.slice(0, cut).join('');
    this.#tail.textContent = characters.slice(cut).join('');
    this.#close.setAttribute('aria-label', own.close(name));
    this.#close.title = own.close(name);
  }

  remove(): void {
    this.tab.remove();
    this.closing.remove();
  }
}

function createElement(tag: 'button' | 'div' | 'span', className: string): HTMLElement {
  return Object.assign(document.createElement(tag), { className });
}
