import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  defaultAdminPort,
  type OwnerAnswer,
  type SessionOwner,
} from '../../../shared/model/change.ts';
import { call, failureOf, newCallId } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { Button, NumberField, ProgressBar } from '../../ui/index.ts';
import { adminPortOf, isPort, rememberAdminPort } from './admin-port.ts';
import styles from './owner-address.module.css';

type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly callId: string; readonly cancel: () => void }
  | { readonly kind: 'answered'; readonly owner: SessionOwner };

/** Asks the servers which client a session belongs to, once the user wants to know. */
export function OwnerAddress({ sessionId }: { readonly sessionId: bigint }) {
  const { t } = useTranslation();
  const profile = useTopic('connection', (connection) => connection?.profile);
  const [search, setSearch] = useState<Search>({ kind: 'none' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const ask = (adminPort: number) => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const callId = newCallId();
    const cancel = () => {
      controller.abort();
      setSearch({ kind: 'none' });
    };
    setSearch({ kind: 'asking', callId, cancel });
    call('changes.findOwner', { sessionId, adminPort }, { signal, callId }).then(
      (owner) => {
        if (!signal.aborted) setSearch({ kind: 'answered', owner });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        setSearch({ kind: 'none' });
        notifyFailure(failureOf(error, 'changes.findOwner'));
      },
    );
  };

  switch (search.kind) {
    case 'none':
      return (
        <Button
          className={styles.action ?? ''}
          onPress={() => {
            ask(profile ? adminPortOf(profile) : defaultAdminPort);
          }}
        >
          {t('changes.findOwner')}
        </Button>
      );
    case 'asking':
      return <Asking {...search} />;
    case 'answered':
      return search.owner.kind === 'known' ? (
        <span role="status">
          {t('changes.ownerKnown', {
            address: search.owner.address,
            server: search.owner.server,
          })}
        </span>
      ) : (
        <Unknown
          answers={search.owner.answers}
          adminPort={profile ? adminPortOf(profile) : defaultAdminPort}
          onAsk={(adminPort) => {
            if (profile) rememberAdminPort(profile, adminPort);
            ask(adminPort);
          }}
        />
      );
  }
}

/** Comes up only when it takes longer than a moment. */
function Asking({ callId, cancel }: Extract<Search, { kind: 'asking' }>) {
  const { t } = useTranslation();
  const progress = useTopic('progress')?.find((each) => each.callId === callId);
  const [done, total] = [progress?.done ?? 0, progress?.total];
  return (
    <span className={styles.asking}>
      <ProgressBar
        label={t('changes.findingOwner')}
        value={done}
        max={total}
        valueText={total === undefined ? '' : `${String(done)} / ${String(total)}`}
      />
      <Button className={styles.action ?? ''} onPress={cancel}>
        {t('changes.cancel')}
      </Button>
    </span>
  );
}

interface UnknownProps {
  readonly answers: readonly OwnerAnswer[];
  readonly adminPort: number;
  readonly onAsk: (adminPort: number) => void;
}

/** Says of each server why it did not answer, and asks again, also at another port of the AdminServers. */
function Unknown({ answers, adminPort, onAsk }: UnknownProps) {
  const { t } = useTranslation();
  const [port, setPort] = useState(adminPort);
  const isGone = answers.every(({ kind }) => kind === 'notThere');
  if (isGone) return <span role="status">{t('changes.ownerGone')}</span>;
  return (
    <div className={styles.unknown}>
      <ul role="status" className={styles.answers}>
        {answers.map((answer) => (
          <li key={answer.server}>{describeAnswer(answer, t)}</li>
        ))}
      </ul>
      <form
        className={styles.again}
        onSubmit={(event) => {
          event.preventDefault();
          if (isPort(port)) onAsk(port);
        }}
      >
        <NumberField
          label={t('changes.adminPort')}
          value={port}
          onChange={setPort}
          minValue={1}
          maxValue={65_535}
          step={1}
          className={styles.port ?? ''}
        />
        <Button type="submit" className={styles.action ?? ''} isDisabled={!isPort(port)}>
          {t('changes.askAgain')}
        </Button>
      </form>
    </div>
  );
}

function describeAnswer(answer: OwnerAnswer, t: TFunction): string {
  const { server } = answer;
  if (answer.kind === 'notThere') return t('changes.ownerNotThere', { server });
  return t('changes.ownerNotAnswered', {
    server,
    word: t(`changes.ownerWord.${answer.word}`),
    admin: t(`changes.ownerAdmin.${answer.admin}`, { port: answer.adminPort }),
  });
}
