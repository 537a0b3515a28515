import { z } from 'zod';
import type { Settings, Startup } from '../../model/application.ts';
import type { RecentConnection } from '../../model/connection.ts';
import { isPanelState, mostPanels } from '../../model/panel-state.ts';
import {
  minutesOfDay,
  mostPerMinute,
  type RuleSaveOutcome,
  type RulesState,
} from '../../model/rule.ts';
import { tabCommandSchema } from '../../model/tab-command.ts';
import { call, type CallTable } from './call.ts';
import { none, profileId, rule, ruleId } from './inputs.ts';

const minute = z
  .int()
  .min(0)
  .max(minutesOfDay - 1);

/** What is the same from every page, and the page itself. */
export const applicationCalls = {
  /** What the page needs before its first paint. */
  'page.getStartup': call<Startup>()(none),
  /** Makes the page larger or smaller, within 80 to 200 %. @returns the factor, 1 for 100 %. */
  'page.zoom': call<number>()(z.strictObject({ change: z.enum(['in', 'out', 'reset']) })),
  /** Cuts, copies or pastes where the keyboard is in the page, as the Edit menu does. */
  'page.edit': call<void>()(z.strictObject({ act: z.enum(['cut', 'copy', 'paste']) })),
  /** Does something with the tabs of the window, such as opening another one to connect elsewhere. */
  'page.runTabCommand': call<void>()(z.strictObject({ command: tabCommandSchema })),

  'app.changeSettings': call<Settings>()(
    z.strictObject({
      theme: z.enum(['system', 'light', 'dark']).optional(),
      language: z.enum(['system', 'en', 'zh-CN']).optional(),
      panels: z
        .record(z.string().max(100), z.unknown().refine(isPanelState))
        .refine((panels) => Object.keys(panels).length <= mostPanels)
        .optional(),
    }),
  ),
  'app.writeClipboard': call<void>()(z.strictObject({ text: z.string() })),
  /** The licences of the bundled libraries, as one text. */
  'app.getNotices': call<string>()(none),

  'connections.listRecent': call<readonly RecentConnection[]>()(none),
  'connections.forgetRecent': call<readonly RecentConnection[]>()(
    z.strictObject({ id: profileId }),
  ),

  'rules.list': call<RulesState>()(none),
  /** Adds a rule, or replaces the one with its id. */
  'rules.save': call<RuleSaveOutcome>()(z.strictObject({ rule })),
  'rules.remove': call<void>()(z.strictObject({ id: ruleId })),
  'rules.changeSettings': call<void>()(
    z.strictObject({
      quietHours: z.strictObject({ isOn: z.boolean(), from: minute, to: minute }).optional(),
      perMinute: z.int().min(1).max(mostPerMinute).optional(),
    }),
  ),
  /** Shows a notification, for the user to see whether it comes through. */
  'rules.showExample': call<void>()(none),
} satisfies CallTable;
