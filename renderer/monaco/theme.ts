import type { editor } from 'monaco-editor/editor/editor.api';

type EditorApi = Pick<typeof editor, 'defineTheme' | 'setTheme'>;

/** Monaco's colours by the window's tokens, so that the editor is part of the window in both themes. */
const colorTokens: Readonly<Record<string, string>> = {
  'editor.background': '--color-bg',
  'editor.foreground': '--color-text',
  'editorCursor.foreground': '--color-text',
  'editor.selectionBackground': '--color-selection',
  'editor.inactiveSelectionBackground': '--color-selection-inactive',
  'editor.lineHighlightBackground': '--color-hover',
  'editor.lineHighlightBorder': 'transparent',
  'editor.findMatchBackground': '--color-flash',
  'editor.findMatchHighlightBackground': '--color-selection',
  'editorLineNumber.foreground': '--color-text-muted',
  'editorLineNumber.activeForeground': '--color-text',
  'editorGutter.background': '--color-bg',
  'editorWhitespace.foreground': '--color-text-disabled',
  'editorIndentGuide.background1': '--color-border',
  'editorBracketMatch.background': '--color-selection-inactive',
  'editorBracketMatch.border': '--color-border-strong',
  'editorError.foreground': '--color-danger',
  'editorWarning.foreground': '--color-warning',
  'editorOverviewRuler.border': 'transparent',
  'editorWidget.background': '--color-surface-raised',
  'editorWidget.foreground': '--color-text',
  'editorWidget.border': '--color-border',
  'editorHoverWidget.background': '--color-surface-raised',
  'editorHoverWidget.border': '--color-border',
  'input.background': '--color-bg',
  'input.foreground': '--color-text',
  'input.border': '--color-border-strong',
  'inputOption.activeBorder': '--color-accent',
  'menu.background': '--color-surface-raised',
  'menu.foreground': '--color-text',
  'menu.selectionBackground': '--color-selection',
  'menu.selectionForeground': '--color-text',
  focusBorder: '--color-focus',
  'widget.shadow': 'transparent',
  'scrollbarSlider.background': '--color-pressed',
  'scrollbarSlider.hoverBackground': '--color-text-disabled',
  'scrollbarSlider.activeBackground': '--color-text-disabled',
  'diffEditor.insertedLineBackground': '--color-added-line-bg',
  'diffEditor.removedLineBackground': '--color-removed-line-bg',
  // What changed stands out from its line, which in JSON is often all of the text.
  'diffEditor.insertedTextBackground': '--color-added-text-bg',
  'diffEditor.removedTextBackground': '--color-removed-text-bg',
  'diffEditor.unchangedRegionBackground': '--color-surface',
  'diffEditor.unchangedRegionForeground': '--color-text-muted',
};

/** Token colours of at least 4.5:1 on the backgrounds of each theme. */
const syntax = {
  light: {
    string: '17695a',
    number: '8a4b00',
    keyword: '6f3fa0',
    comment: '5a626c',
    tag: '1d5a9e',
    key: '1d5a9e',
  },
  dark: {
    string: '8fd3bf',
    number: 'e2b25c',
    keyword: 'cba6f0',
    comment: 'a3a9b0',
    tag: '8fbcf0',
    key: '8fbcf0',
  },
} as const;

/** Gives the editors the window's theme, now and whenever it changes. */
export function followTheme(api: EditorApi): void {
  const apply = () => {
    const kind = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
    const name = `treekeeper-${kind}`;
    api.defineTheme(name, {
      base: kind === 'dark' ? 'vs-dark' : 'vs',
      inherit: true,
      rules: rulesOf(kind),
      colors: readColors(),
    });
    api.setTheme(name);
  };
  apply();
  // Lives as long as the page, as the editors' theme service does.
  new MutationObserver(apply).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  });
}

function rulesOf(kind: 'light' | 'dark'): editor.ITokenThemeRule[] {
  const color = syntax[kind];
  return [
    { token: 'string.key.json', foreground: color.key },
    { token: 'string.value.json', foreground: color.string },
    { token: 'string', foreground: color.string },
    { token: 'number', foreground: color.number },
    { token: 'keyword', foreground: color.keyword },
    { token: 'comment', foreground: color.comment },
    { token: 'tag', foreground: color.tag },
    { token: 'metatag', foreground: color.keyword },
    { token: 'type', foreground: color.key },
    { token: 'key', foreground: color.key },
    { token: 'attribute.name', foreground: color.number },
    { token: 'attribute.value', foreground: color.string },
    { token: 'delimiter', foreground: color.comment },
  ];
}

/** Monaco takes colours only as `#rrggbbaa`, so each token is resolved by the browser first. */
function readColors(): Record<string, string> {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colors: Record<string, string> = {};
  for (const [name, token] of Object.entries(colorTokens)) {
    probe.style.color = token.startsWith('--') ? `var(${token})` : token;
    colors[name] = toHex(getComputedStyle(probe).color);
  }
  probe.remove();
  return colors;
}

/** @param color as computed styles have it, `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`. */
function toHex(color: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return `#${[red, green, blue, Math.round(alpha * 255)]
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
}
