import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notificationText } from '../../../electron/shell/notification-texts.ts';
import { DesktopNotifications } from '../../../electron/shell/notifications.ts';
import type { Notice } from '../../../electron/app/rules/notice.ts';
import { changeOf } from '../rules/rule-samples.ts';

const system = vi.hoisted(() => ({
  isSupported: true,
  shown: [] as (EventEmitter & { options: Record<string, unknown> })[],
}));
vi.mock('electron', () => ({
  Notification: class extends EventEmitter {
    static isSupported = () => system.isSupported;
    constructor(readonly options: Record<string, unknown>) {
      super();
    }
    show() {
      system.shown.push(this);
    }
  },
}));

const change: Extract<Notice, { kind: 'change' }> = {
  kind: 'change',
  change: changeOf({ path: '/config/timeout', count: 12 }),
  ruleNames: ['Config', 'All'],
  hasSound: true,
  connectString: 'zk:2181',
};

beforeEach(() => {
  system.isSupported = true;
  system.shown.length = 0;
});

function setUp() {
  const onClick = vi.fn();
  const onDelivery = vi.fn();
  const notifications = new DesktopNotifications({
    icon: 'icon.png',
    language: () => 'en',
    onClick,
  });
  notifications.onDeliveryChange(onDelivery);
  return { notifications, onClick, onDelivery };
}

describe('desktop notifications', () => {
  it('are shown, silent unless a rule wants a sound, and report their click', () => {
    const { notifications, onClick } = setUp();
    notifications.show(change);
    notifications.show({ ...change, hasSound: false });
    expect(system.shown[0]?.options).toEqual({
      title: 'Data changed: timeout',
      body: '/config/timeout\n12 changes merged\nRule: Config, All',
      icon: 'icon.png',
      silent: false,
    });
    expect(system.shown[1]?.options).toMatchObject({ silent: true });
    expect(onClick).not.toHaveBeenCalled();
    system.shown[0]?.emit('click');
    expect(onClick).toHaveBeenCalledExactlyOnceWith(change);
  });

  it('are not tried where there is no service for them', () => {
    const { notifications } = setUp();
    expect(notifications.delivery).toEqual({ kind: 'ready' });
    system.isSupported = false;
    notifications.show(change);
    expect(system.shown).toEqual([]);
    expect(notifications.delivery).toEqual({ kind: 'unsupported' });
  });

  it('say why the last one was refused, until one is shown', () => {
    const { notifications, onDelivery } = setUp();
    notifications.show(change);
    system.shown[0]?.emit('failed', {}, 'not allowed');
    expect(notifications.delivery).toEqual({ kind: 'failed', reason: 'not allowed' });
    system.shown[0]?.emit('failed', {}, 'not allowed');
    expect(onDelivery).toHaveBeenCalledTimes(1);
    system.shown[0]?.emit('show');
    expect(notifications.delivery).toEqual({ kind: 'ready' });
    expect(onDelivery).toHaveBeenCalledTimes(2);
  });
});

describe('their words', () => {
  it('sum up in both languages', () => {
    const more: Notice = {
      kind: 'more',
      heldFor: 'rate',
      count: 1_037,
      ruleNames: ['Config'],
      hasSound: false,
    };
    expect(notificationText(more, 'en')).toEqual({
      title: '… and 1,037 more changes',
      body: 'In the last minute\nRule: Config',
    });
    expect(notificationText({ ...more, count: 1, heldFor: 'quietHours' }, 'en')).toEqual({
      title: '… and 1 more change',
      body: 'During quiet hours\nRule: Config',
    });
    expect(notificationText(more, 'zh-CN').title).toBe('……还有 1,037 次变更');
  });

  it('keep hostile paths short and free of markup', () => {
    const path = `/${'x'.repeat(10_000)}/<a href="http://evil">click</a>`;
    const { title, body } = notificationText({ ...change, change: changeOf({ path }) }, 'en');
    expect(title.length).toBeLessThan(120);
    expect(body.length).toBeLessThan(320);
    expect(title + body).not.toMatch(/[<>]/);
  });

  it('show what would turn the order of the characters or begin a line', () => {
    const path = '/a/\u202Egnp.exe\u2066x\u2028Rule: All';
    const { title, body } = notificationText({ ...change, change: changeOf({ path }) }, 'en');
    expect(title).toBe('Data changed: �gnp.exe�x�Rule: All');
    expect(body).toBe('/a/�gnp.exe�x�Rule: All\nRule: Config, All');
  });
});
