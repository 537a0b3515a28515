import '@fontsource-variable/inter/wght.css';
import '../ui/base.css';
import './strip.css';
import { createStrip } from './strip.ts';

const root = document.getElementById('strip');
if (!root) throw new Error('strip.html has no #strip');
const { act, onState, onFocus } = window.treekeeperStrip;
const strip = createStrip(root, act);
onState(strip.show);
onFocus(strip.focus);
act({ kind: 'ready' });
