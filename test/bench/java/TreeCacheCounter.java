import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.cache.TreeCache;
import org.apache.curator.framework.recipes.cache.TreeCacheEvent;
import org.apache.curator.retry.RetryOneTime;

/**
 * Curator's TreeCache in the measurements, counting changes: does what it is told, one command a line, and answers each
 * with one line, "= " and numbers. Ends when its input ends.
 *
 * Its listener is told of what was read, not of each change; how many changes that stands for is in the version.
 */
@SuppressWarnings("deprecation") // In favour of a cache that needs a newer server; this one is what people run.
public final class TreeCacheCounter {
    private static final int SESSION_TIMEOUT_MS = 60_000;
    /** What has not come for so long does not come any more. */
    private static final int QUIET_MS = 5_000;

    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Integer> versions = new HashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private boolean isExpecting;
    private long changes;
    private long events;
    private long lastAt;
    private long cpuNanos;

    public static void main(String[] arguments) throws Exception {
        CuratorFramework curator = CuratorFrameworkFactory.newClient(
            arguments[0], SESSION_TIMEOUT_MS, SESSION_TIMEOUT_MS, new RetryOneTime(100));
        curator.start();
        curator.blockUntilConnected();
        TreeCacheCounter counter = new TreeCacheCounter();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ");
            System.out.println("= " + switch (command[0]) {
                case "cache" -> counter.cache(curator, command[1]);
                case "expect" -> counter.expect();
                case "told" -> counter.told(Long.parseLong(command[1]));
                default -> throw new IllegalArgumentException(line);
            });
        }
        System.exit(0);
    }

    /** Follows a subtree, from when all of it was read. */
    private String cache(CuratorFramework curator, String path) throws Exception {
        TreeCache cache = new TreeCache(curator, path);
        cache.getListenable().addListener((client, event) -> take(event));
        cache.start();
        complete.await();
        return "0";
    }

    /** Begins to count. */
    private synchronized String expect() {
        isExpecting = true;
        lastAt = System.nanoTime();
        cpuNanos = system.getProcessCpuTime();
        return "0";
    }

    /** Once so many were counted, or no more come: changes, events, when the last came, CPU time in microseconds. */
    private synchronized String told(long expected) throws InterruptedException {
        while (changes < expected && System.nanoTime() - lastAt < QUIET_MS * 1_000_000L) wait(QUIET_MS / 10);
        long cpuMicros = (system.getProcessCpuTime() - cpuNanos) / 1_000;
        return changes + " " + events + " " + lastAt + " " + cpuMicros;
    }

    private synchronized void take(TreeCacheEvent event) {
        if (event.getType() == TreeCacheEvent.Type.INITIALIZED) complete.countDown();
        if (event.getData() == null) return;
        String path = event.getData().getPath();
        int version = event.getData().getStat().getVersion();
        int told = switch (event.getType()) {
            case NODE_ADDED -> 1 + version;
            case NODE_UPDATED -> version - versions.getOrDefault(path, version);
            case NODE_REMOVED -> 1;
            default -> 0;
        };
        if (event.getType() == TreeCacheEvent.Type.NODE_REMOVED) versions.remove(path);
        else versions.put(path, version);
        if (!isExpecting) return;
        changes += told;
        events += 1;
        lastAt = System.nanoTime();
        notifyAll();
    }
}
