import { expect, type Locator, type Page } from '@playwright/test';
import { visibleInSentence } from '../../../shared/visible-name.ts';
import { ChangesPane } from './changes.ts';
import { ConnectScreen } from './connect.ts';
import { ConflictDialog, CreateDialog, DeleteDialog } from './dialogs.ts';
import { NodePane } from './node.ts';
import { TreePane } from './tree.ts';
import { WatchesPane } from './watches.ts';

/** The whole window: its parts, and the few things that belong to none of them. */
export class Workbench {
  readonly page: Page;
  readonly connect: ConnectScreen;
  readonly tree: TreePane;
  readonly node: NodePane;
  readonly changes: ChangesPane;
  readonly watches: WatchesPane;
  readonly createDialog: CreateDialog;
  readonly deleteDialog: DeleteDialog;
  readonly conflictDialog: ConflictDialog;
  readonly address: Locator;
  readonly session: Locator;
  readonly statusBar: Locator;
  readonly alert: Locator;
  readonly notice: Locator;
  readonly palette: Locator;

  constructor(page: Page) {
    this.page = page;
    this.connect = new ConnectScreen(page);
    this.tree = new TreePane(page);
    this.node = new NodePane(page);
    this.changes = new ChangesPane(page);
    this.watches = new WatchesPane(page);
    this.createDialog = new CreateDialog(page);
    this.deleteDialog = new DeleteDialog(page);
    this.conflictDialog = new ConflictDialog(page);
    this.address = page.getByRole('textbox', { name: 'Path' });
    this.session = page.getByRole('status', { name: 'Session' });
    this.statusBar = page.getByRole('contentinfo');
    this.alert = page.getByRole('alert');
    this.notice = page.getByRole('status', { name: 'Notice' });
    this.palette = page.getByRole('dialog', { name: 'Commands' });
  }

  /** Waits until a page without a connection can be typed in. */
  async expectStart(): Promise<void> {
    await expect(this.connect.connectString).toBeFocused();
  }

  async expectConnected(): Promise<void> {
    await expect(this.session).toContainText('Connected');
    await expect(this.tree.root).toBeVisible();
  }

  /** Creates a node in the root that ends with the session of this page. */
  async createEphemeral(name: string): Promise<void> {
    await this.node.create.click();
    await this.createDialog.name.fill(name);
    await this.createDialog.chooseMode('Ephemeral');
    await this.createDialog.submit.click();
  }

  /** Types a path into the address and goes there. */
  async goTo(path: string): Promise<void> {
    await this.address.fill(path);
    await this.address.press('Enter');
    await expect(this.tree.selected).toBeVisible();
    await expect(this.address).toHaveValue(path);
  }

  /** Goes to a node and waits until its Stat is shown, and no longer that of the node before. */
  async open(path: string): Promise<void> {
    await this.goTo(path);
    await expect(this.node.heading).toHaveAttribute('title', visibleInSentence(path));
    await expect(this.node.statField('czxid')).toBeVisible();
  }

  async runCommand(name: string | RegExp): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+K');
    await expect(this.palette).toBeVisible();
    await this.palette.getByRole('option', { name }).first().click();
    await expect(this.palette).toBeHidden();
  }
}
