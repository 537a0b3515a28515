import { startWindow } from './app/start.tsx';
import { failureOf } from './bridge/client.ts';
import { en } from './i18n/en/index.ts';
import './ui/base.css';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

startWindow(container).catch((error: unknown) => {
  console.error(error);
  const { code, detail = code } = failureOf(error, 'page.getStartup');
  // The language is not known yet: this is said in English.
  const text = en.app.startFailed.replace('{{detail}}', detail);
  container.replaceChildren(
    Object.assign(document.createElement('p'), { role: 'alert', textContent: text }),
  );
});
