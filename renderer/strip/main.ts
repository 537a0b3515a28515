import '../ui/base.css';
import './strip.css';
import { createStrip } from './strip.ts';

const root = document.getElementById('strip');
if (!root) throw new Error('strip.html has no #strip');
const { act, onState } = window.treekeeperStrip;
const show = createStrip(root, act);
onState(show);
act({ kind: 'ready' });
