export const nodeViewId = 'node';
export const historyViewId = 'node.history';
