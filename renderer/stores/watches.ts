import i18next from 'i18next';
import type { WatchScope } from '../../shared/model/change.ts';
import { call, failureOf } from '../bridge/client.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { notify, notifyFailure } from './notice-store.ts';

/** Sets a watch and says so; a failure is shown as a notice. */
export async function addWatch(path: string, scope: WatchScope): Promise<void> {
  try {
    await call('watches.add', { path, scope });
    notify({ kind: 'info', text: i18next.t(`watches.added.${scope}`, { path }) });
  } catch (error) {
    notifyFailure(failureOf(error, 'watches.add'));
  }
}

/** @param forgetHistory whether what is kept of it on disk goes too. */
export async function removeWatch(id: string, forgetHistory = false): Promise<void> {
  try {
    await call('watches.remove', forgetHistory ? { id, forgetHistory } : { id });
  } catch (error) {
    notifyFailure(failureOf(error, 'watches.remove'));
  }
}

/** Lets a watch rest, or go on. */
export async function setWatchPaused(id: string, isPaused: boolean): Promise<void> {
  try {
    await call('watches.setPaused', { id, isPaused });
  } catch (error) {
    notifyFailure(failureOf(error, 'watches.setPaused'));
  }
}

/** Gives all server watches back, those of the window too, or takes them again. */
export async function switchWatches(isOn: boolean): Promise<void> {
  const operation = isOn ? 'watches.switchOn' : 'watches.switchOff';
  try {
    await call(operation);
  } catch (error) {
    notifyFailure(failureOf(error, operation));
  }
}

/**
 * @param maxBytes the most that may be kept; absent for the application's own bound.
 * @returns why what a watch sees cannot be kept on disk, to be shown beside it; null when it is as wished.
 */
export async function keepWatchOnDisk(
  id: string,
  isOn: boolean,
  maxBytes?: number,
): Promise<Failure | null> {
  try {
    await call('watches.keepOnDisk', { id, isOn, ...(maxBytes !== undefined && { maxBytes }) });
    return null;
  } catch (error) {
    return failureOf(error, 'watches.keepOnDisk');
  }
}

/** Removes what is kept on disk of all watches of the connection; they go on keeping. */
export async function forgetHistories(): Promise<void> {
  try {
    await call('watches.forgetHistories');
  } catch (error) {
    notifyFailure(failureOf(error, 'watches.forgetHistories'));
  }
}
