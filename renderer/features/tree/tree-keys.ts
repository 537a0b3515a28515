import { parentOf } from '../../../shared/znode-path.ts';
import { call } from '../../bridge/client.ts';
import type { TreeModel } from './tree-model.ts';
import { TypeAhead } from './type-ahead.ts';

export interface TreeKeyActions {
  readonly open: (path: string) => void;
  readonly askToDelete: (path: string) => void;
  readonly onError: (error: unknown) => void;
}

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'
>;

/**
 * The keys of a tree as the ARIA pattern has them.
 * @returns a function that handles one key press, and answers whether the key meant something here.
 */
export function createTreeKeys(
  model: TreeModel,
  actions: TreeKeyActions,
): (press: KeyPress, at: number) => boolean {
  const typeAhead = new TypeAhead();

  const follow = (find: () => Promise<number | null>) => {
    model.moveToFound(find).catch(actions.onError);
  };

  const typeLetter = (letter: string, at: number) => {
    const { index } = model.state.getState().active;
    const [prefix = letter, ...others] = typeAhead.type(letter, at);
    // While a name is being typed on, the row it has already led to may stay the one.
    const after = prefix.length > 1 ? Math.max(0, index - 1) : index;
    follow(async () => {
      let found = await call('tree.findByPrefix', { after, prefix });
      for (const other of found === null ? others : []) {
        found ??= await call('tree.findByPrefix', { after: index, prefix: other });
      }
      return found;
    });
  };

  const openLevelOrEnter = () => {
    const row = model.activeRow;
    if (!row || row.expansion === 'leaf' || row.expansion === 'loading') return;
    const { index } = model.state.getState().active;
    if (row.expansion === 'expanded') {
      const next = model.rows.rowAt(index + 1);
      if (next && next.level > row.level) model.moveTo(index + 1);
    } else {
      model.expand(row.path).catch(actions.onError);
    }
  };

  const closeLevelOrLeave = () => {
    const row = model.activeRow;
    if (!row) return;
    const parent = parentOf(row.path);
    if (parent === null) return;
    if (row.expansion === 'expanded' || row.expansion === 'loading') {
      model.collapse(row.path).catch(actions.onError);
    } else {
      follow(() => call('tree.indexOf', { path: parent }));
    }
  };

  return ({ key, ctrlKey, metaKey, altKey, isComposing }, at) => {
    if (ctrlKey || metaKey || altKey || isComposing) return false;
    const { index, path } = model.state.getState().active;
    const { first, end } = model.rows.visible;
    const page = Math.max(1, end - first - 2);
    switch (key) {
      case 'ArrowDown':
        model.moveTo(index + 1);
        return true;
      case 'ArrowUp':
        model.moveTo(index - 1);
        return true;
      case 'PageDown':
        model.moveTo(index + page);
        return true;
      case 'PageUp':
        model.moveTo(index - page);
        return true;
      case 'Home':
        model.moveTo(0);
        return true;
      case 'End':
        model.moveTo(model.rows.view.geometry.rowCount - 1);
        return true;
      case 'ArrowRight':
        openLevelOrEnter();
        return true;
      case 'ArrowLeft':
        closeLevelOrLeave();
        return true;
      case 'Enter':
        if (path !== null) actions.open(path);
        return true;
      case 'Delete':
        if (path !== null && path !== '/') actions.askToDelete(path);
        return true;
      case ' ':
        if (typeAhead.isTyping(at)) typeLetter(' ', at);
        else if (path !== null) actions.open(path);
        return true;
      default:
        // Names of keys are longer than one character; a letter outside the BMP is in no znode's name.
        if (key.length !== 1) return false;
        typeLetter(key, at);
        return true;
    }
  };
}
