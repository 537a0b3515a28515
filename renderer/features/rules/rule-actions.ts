import type { CallInput } from '../../../shared/contract/calls.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { notifyFailure } from '../../stores/notice-store.ts';

/** Changes that cannot be wrong in a field: what fails is shown as a notice, and the topic `rules` shows the rest. */

export function saveAsItWas(rule: Rule): void {
  call('rules.save', { rule }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'rules.save'));
  });
}

export function removeRule(id: string): void {
  call('rules.remove', { id }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'rules.remove'));
  });
}

export function changeRuleSettings(change: CallInput<'rules.changeSettings'>): void {
  call('rules.changeSettings', change).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'rules.changeSettings'));
  });
}

export function showExample(): void {
  call('rules.showExample').catch((error: unknown) => {
    notifyFailure(failureOf(error, 'rules.showExample'));
  });
}
