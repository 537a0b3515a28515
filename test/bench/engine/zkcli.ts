import type { ProcessKeeper } from '../../../build/lib/process-keeper.ts';
import { startLineProgram, type Contestant } from './contestant.ts';

/**
 * ZooKeeper's own command line in the measurements. It prints what it reads, so a command's end is seen by what the
 * next one prints.
 */
export function startZkCli(
  keeper: ProcessKeeper,
  java: string,
  args: readonly string[],
  connectString: string,
): Contestant {
  const lines = startLineProgram(keeper, java, [
    ...args,
    'org.apache.zookeeper.ZooKeeperMain',
    '-waitforconnection',
    '-server',
    connectString,
  ]);
  const run = async (command: string) => {
    lines.write(`${command}\nls /zookeeper\n`);
    await lines.waitFor((line) => line.includes('[config, quota]'));
  };
  return {
    pid: lines.pid,
    async ask(text) {
      const [command = '', path = '', times = '1'] = text.split(' ');
      const line = command === 'get' ? `get ${path}` : `ls -R ${path}`;
      // Its first connection is no part of the work.
      await run('ls /');
      const start = performance.now();
      for (let i = 0; i < Number(times); i++) await run(line);
      return [performance.now() - start];
    },
    end: lines.end,
  };
}
