import { expect, it } from 'vitest';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { testSettings } from '../../fixtures/session.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

/** As when another ensemble takes over the address of a profile. */
async function connectTo(window: TestWorkspace, connectString: string): Promise<void> {
  const settings = testSettings(connectString);
  window.storage.profiles.save({ ...settings, id: 'moving', name: 'Moving' });
  await window.disconnect();
  await window.workspace.session.connect({ settings, profileId: 'moving' }, window.context());
  await window.until(() => window.workspace.snapshot('connection')?.dataSet !== undefined);
}

const dataSetOf = (window: TestWorkspace) => window.workspace.snapshot('connection')?.dataSet;
const draftsOf = (window: TestWorkspace) =>
  window.workspace.drafts.list(undefined, window.context());

it('another set of data made by the same script is distinguished from the first, and drafts of the first are said to be', async () => {
  const [one, other] = [await zookeeper.withChroot(), await zookeeper.withChroot()];
  for (const made of [one, other]) await made.seed({ '/config': 'same' });
  const window = await openWorkspace();
  await connectTo(window, one.connectString);
  const first = dataSetOf(window);
  expect(first).toMatchObject({ isOther: false });
  const base = { text: 'same', version: 0, mzxid: 5n };
  await window.workspace.drafts.keep(
    { path: '/config', text: 'typed', base, baseId: 'a' },
    window.context(),
  );
  expect(await draftsOf(window)).toEqual([expect.not.objectContaining({ isOfOtherDataSet: true })]);

  await connectTo(window, other.connectString);
  expect(dataSetOf(window)).toMatchObject({ isOther: true });
  expect(dataSetOf(window)?.id).not.toBe(first?.id);
  expect(await draftsOf(window)).toMatchObject([{ text: 'typed', isOfOtherDataSet: true }]);
  // Typed on, it stays one of the other data.
  await window.workspace.drafts.keep(
    { path: '/config', text: 'typed on', base, baseId: 'a' },
    window.context(),
  );
  expect(await draftsOf(window)).toMatchObject([{ text: 'typed on', isOfOtherDataSet: true }]);

  // The first comes back, and grown, it is still known.
  await one.other.create('/new');
  await connectTo(window, one.connectString);
  expect(dataSetOf(window)).toEqual({ id: first?.id, isOther: true });
  expect(await draftsOf(window)).toEqual([expect.not.objectContaining({ isOfOtherDataSet: true })]);
});
