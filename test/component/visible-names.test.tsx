import { screen, within } from '@testing-library/react';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { CreateDialog } from '../../renderer/features/create/create-dialog.tsx';
import { MiddleEllipsis } from '../../renderer/ui/index.ts';
import { openWindow, show } from './window.tsx';

it('a name is kept apart from the text around it, with signs for what cannot be seen', async () => {
  await openWindow();
  show(<MiddleEllipsis text={'pr\u202eod '} />);
  const name = screen.getByTitle('pr⟨U+202E⟩od');
  expect(name.tagName).toBe('BDI');
  expect(name.textContent).toBe('pr⟨U+202E⟩od⟨U+0020⟩');
});

it('a cut in a name adds no sign, and a long name is cut before it is drawn', async () => {
  await openWindow();
  show(<MiddleEllipsis text="service of orders one" keepEnd={4} />);
  expect(screen.getByTitle('service of orders one').textContent).toBe('service of orders one');
  show(<MiddleEllipsis text={`begin${'x'.repeat(1_000_000)}end`} />);
  const long = screen.getByTitle(/^begin/);
  expect(long.textContent.length).toBeLessThan(400);
  expect(long.title.length).toBeLessThan(1_100);
  expect(long.textContent).toMatch(/^begin.*end$/);
});

it('a sentence cannot be turned around by a name in it', async () => {
  await openWindow();
  expect(i18next.t('node.saved', { path: '/a\u202e ', version: 3 })).toContain(
    '/a⟨U+202E⟩⟨U+0020⟩',
  );
});

it('New node warns about what cannot be seen of the name before it creates anything', async () => {
  const fake = await openWindow();
  const { user } = show(<CreateDialog parent="/services" />);
  const dialog = screen.getByRole('dialog', { name: /New node/ });
  const name = within(dialog).getByRole('textbox', { name: 'Name' });
  await user.type(name, 'prod');
  expect(within(dialog).queryByText(/cannot be seen/)).toBeNull();
  await user.type(name, ' ');
  expect(within(dialog).getByText(/cannot be seen/)).toBeTruthy();
  expect(dialog.textContent).toContain('/services/prod⟨U+0020⟩');
  expect(fake.inputsOf('node.create')).toEqual([]);
});
