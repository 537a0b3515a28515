import { useTranslation } from 'react-i18next';
import { Button, Dialog } from '../../ui/index.ts';
import type { SyntaxProblem } from './find-syntax-problem.ts';

export interface SaveAnywayDialogProps {
  readonly problem: SyntaxProblem;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** Asks before a value is saved that is not any more what it was. */
export function SaveAnywayDialog({ problem, onSave, onCancel }: SaveAnywayDialogProps) {
  const { t } = useTranslation();
  const language = t(`node.languages.${problem.language}`);
  const { line } = problem;
  return (
    <Dialog
      title={
        line === null
          ? t('node.notValid', { language })
          : t('node.notValidLine', { language, line })
      }
      onClose={onCancel}
      footer={
        <>
          <Button onPress={onCancel} autoFocus>
            {t('app.cancel')}
          </Button>
          <Button kind="danger" onPress={onSave}>
            {t('node.saveAnyway')}
          </Button>
        </>
      }
    >
      <p>{t('node.wasValid', { language })}</p>
    </Dialog>
  );
}
