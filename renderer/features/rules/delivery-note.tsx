import { useTranslation } from 'react-i18next';
import type { NotificationDelivery } from '../../../shared/model/rule.ts';
import styles from './rules-dialog.module.css';

/** Says so where the system does not show notifications; nothing otherwise. */
export function DeliveryNote({ delivery }: { readonly delivery: NotificationDelivery }) {
  const { t } = useTranslation();
  if (delivery.kind === 'ready') return null;
  return (
    <p role="status" className={styles.warning}>
      {delivery.kind === 'unsupported'
        ? t('rules.unsupported')
        : t('rules.failed', { reason: delivery.reason })}
    </p>
  );
}
