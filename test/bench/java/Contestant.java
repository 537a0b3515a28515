import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The Java client in the measurements: does what it is told, one command a line, and answers each with one line,
 * "= " and numbers. The same commands are understood by the other contestants. Ends when its input ends.
 */
public final class Contestant {
    private static final int SESSION_TIMEOUT_MS = 60_000;

    public static void main(String[] arguments) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zk = new ZooKeeper(arguments[0], SESSION_TIMEOUT_MS, event -> {
            if (event.getState() == KeeperState.SyncConnected) connected.countDown();
        });
        connected.await();
        Events events = new Events(zk);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println("= " + answer(zk, events, line.split(" ")));
        }
        zk.close();
        System.exit(0);
    }

    private static String answer(ZooKeeper zk, Events events, String[] command) throws Exception {
        String path = command.length > 1 ? command[1] : "";
        long start = System.nanoTime();
        switch (command[0]) {
            case "walk-children":
                return timed(new Walk(zk, false).count(path), start);
            case "walk-data":
                return timed(new Walk(zk, true).count(path), start);
            case "multi-walk-children":
                return timed(new MultiWalk(zk, false).count(path), start);
            case "multi-walk-data":
                return timed(new MultiWalk(zk, true).count(path), start);
            case "level": {
                List<String> children = zk.getChildren(path, false);
                children.subList(0, Math.min(100, children.size())).toArray();
                return timed(children.size(), start);
            }
            case "get":
                return timed(getMany(zk, path, Integer.parseInt(command[2])), start);
            case "set":
                return timed(setMany(zk, path, Integer.parseInt(command[2]), Integer.parseInt(command[3])), start);
            case "expect":
                return events.expect(path, Integer.parseInt(command[3]));
            case "received":
                return events.received();
            default:
                throw new IllegalArgumentException(command[0]);
        }
    }

    /** Milliseconds since `start`, and how much was done. */
    private static String timed(long count, long start) {
        return (System.nanoTime() - start) / 1e6 + " " + count;
    }

    private static long getMany(ZooKeeper zk, String path, int times) throws Exception {
        long bytes = 0;
        for (int i = 0; i < times; i++) bytes += zk.getData(path, false, new Stat()).length;
        return bytes;
    }

    private static long setMany(ZooKeeper zk, String path, int times, int size) throws Exception {
        byte[] data = new byte[size];
        for (int i = 0; i < times; i++) zk.setData(path, data, -1);
        return (long) times * size;
    }
}
