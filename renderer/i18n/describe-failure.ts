import i18next, { type TFunction } from 'i18next';
import type { Failure } from '../../shared/model/failure.ts';
import { usualRequestLimitBytes } from '../../shared/model/request-size.ts';
import type { en } from './en/index.ts';
import { formatCount } from './format.ts';

type OperationKey = keyof typeof en.failures.operations;

/** Operations by the driver's names, and calls by the contract's, in the words of the catalog. */
const operationKeys: Readonly<Record<string, OperationKey>> = {
  connect: 'connect',
  'session.connect': 'connect',
  'session.disconnect': 'disconnect',
  close: 'close',
  exists: 'exists',
  getData: 'getData',
  'node.open': 'getData',
  'node.read': 'getData',
  getChildren: 'getChildren',
  'tree.expand': 'getChildren',
  getAcl: 'getAcl',
  getACL: 'getAcl',
  'node.getAcl': 'getAcl',
  create: 'create',
  'node.create': 'create',
  setData: 'setData',
  'node.save': 'setData',
  delete: 'delete',
  'node.delete': 'delete',
  'tasks.confirm': 'delete',
  'tasks.plan': 'count',
  'tree.reveal': 'reveal',
  addWatch: 'addWatch',
  'watches.add': 'addWatch',
  removeWatch: 'removeWatch',
  removeWatches: 'removeWatch',
  'watches.remove': 'removeWatch',
  checkWatch: 'checkWatch',
  setAcl: 'setAcl',
  sync: 'sync',
  getEphemerals: 'getEphemerals',
  getAllChildrenNumber: 'getAllChildrenNumber',
  whoAmI: 'whoAmI',
  getConfig: 'getConfig',
  reconfig: 'reconfig',
  addAuth: 'addAuth',
  'watches.keepHistory': 'keepHistory',
  'watches.removeHistory': 'removeHistory',
  'drafts.keep': 'drafts',
  'drafts.keepText': 'drafts',
  'drafts.discard': 'drafts',
  'drafts.list': 'listDrafts',
  'drafts.listOthers': 'listDrafts',
  'drafts.exchange': 'exchangeDraft',
  'page.edit': 'editPage',
  'app.changeSettings': 'settings',
  'app.writeClipboard': 'clipboard',
  'changes.export': 'exportChanges',
  'changes.import': 'importChanges',
  'changes.findOwner': 'findOwner',
  background: 'background',
};

/** Operations that concern no znode. */
const withoutPath: ReadonlySet<OperationKey> = new Set([
  'connect',
  'close',
  'disconnect',
  'settings',
  'clipboard',
  'listDrafts',
  'editPage',
  'exportChanges',
  'importChanges',
  'findOwner',
  'background',
  'whoAmI',
  'getConfig',
  'reconfig',
  'addAuth',
]);

/** Codes whose sentence alone leaves open what exactly was wrong. */
const codesWithDetail: ReadonlySet<Failure['code']> = new Set([
  'SERVER_ERROR',
  'PROTOCOL_ERROR',
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_NAME_MISMATCH',
  'TLS_FAILED',
  'CA_INVALID',
  'CLIENT_CERTIFICATE_INVALID',
  'CLIENT_KEY_INVALID',
  'INVALID_INPUT',
  'BAD_ARGUMENTS',
  'KEYCHAIN_UNAVAILABLE',
  'STORAGE_FAILED',
  'FILE_FAILED',
  'INTERNAL',
]);

/**
 * Words a failure for a person: what failed, where, why, and what to do.
 * @returns a sentence; a code never stands alone and a stack never appears.
 */
export function describeFailure(failure: Failure, t: TFunction): string {
  const parts: string[] = [
    t(`failures.codes.${failure.code}`, { what: describeOperation(failure, t) }),
  ];
  parts.push(...describeSize(failure, t));
  if (failure.maybeDone && failure.code !== 'TOO_LARGE') parts.push(t('failures.maybeDone'));
  if (failure.detail !== undefined && codesWithDetail.has(failure.code)) {
    parts.push(t('failures.detail', { detail: failure.detail }));
  }
  if (failure.incident !== undefined) {
    parts.push(t('failures.incident', { incident: failure.incident }));
  }
  return parts.join(' ');
}

/** What the size of a request has to do with it: a server that is sent more than it takes says nothing. */
function describeSize({ code, requestBytes, limitBytes }: Failure, t: TFunction): string[] {
  if (requestBytes === undefined) return [];
  const size = formatCount(requestBytes, i18next.language);
  const usual = formatCount(usualRequestLimitBytes, i18next.language);
  if (code !== 'TOO_LARGE') return [t('failures.largeRequest', { size, usual })];
  if (limitBytes === undefined) return [t('failures.tooLargeNow', { size, usual })];
  const limit = formatCount(limitBytes, i18next.language);
  return [t('failures.tooLargeBefore', { size, limit })];
}

function describeOperation(failure: Failure, t: TFunction): string {
  const { operation, path, server } = failure;
  const key = operationKeys[operation];
  if (key === 'connect' && server !== undefined) {
    return t('failures.operations.connectTo', { server });
  }
  const what = describeAt(key, operation, path, t);
  return server === undefined ? what : t('failures.onServer', { what, server });
}

function describeAt(
  key: OperationKey | undefined,
  operation: string,
  path: string | undefined,
  t: TFunction,
): string {
  if (path !== undefined) {
    if (key === undefined) return t('failures.operations.otherAt', { operation, path });
    return t(`failures.operations.${key}`, { operation, path, server: '' });
  }
  if (key !== undefined && withoutPath.has(key)) return t(`failures.operations.${key}`);
  return t('failures.operations.other', { operation });
}
