import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../../shared/model/rule.ts';
import { useTopic } from '../../bridge/topics.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { draftOf, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleList } from './rule-list.tsx';

export interface RulesDialogProps {
  /** A znode to make a rule for at once; without it the rules are listed. */
  readonly path?: string | undefined;
}

const width = 600;

/** The notification rules: listed, or one of them in a form. */
export function RulesDialog({ path }: RulesDialogProps) {
  const { t } = useTranslation();
  const state = useTopic('rules');
  const [editing, setEditing] = useState<RuleDraft | null>(() =>
    path === undefined ? null : newDraft(path),
  );
  if (editing) {
    return <RuleEditor initial={editing} path={path} onDone={() => setEditing(null)} />;
  }
  const edit = (rule: Rule) => setEditing(draftOf(rule));
  const addNew = () => setEditing(newDraft());
  return (
    <Dialog
      title={t('rules.title')}
      onClose={closeDialog}
      isDismissable
      width={width}
      aside={state && state.rules.length > 0 && <Button onPress={addNew}>{t('rules.add')}</Button>}
      footer={<Button onPress={closeDialog}>{t('rules.close')}</Button>}
    >
      {state && <RuleList state={state} onAdd={addNew} onEdit={edit} />}
    </Dialog>
  );
}
