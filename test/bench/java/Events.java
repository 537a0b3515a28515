import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Notes when events arrive, by one persistent recursive watch. */
final class Events implements Watcher {
    private final ZooKeeper zk;
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private boolean isWatching;
    private int[] nodes = {};
    private long[] times = {};
    private int count;
    private long cpuNanos;
    private CountDownLatch complete;

    Events(ZooKeeper zk) {
        this.zk = zk;
    }

    /** Begins to count, below `path`. */
    String expect(String path, int events) throws Exception {
        nodes = new int[events];
        times = new long[events];
        count = 0;
        complete = new CountDownLatch(1);
        if (!isWatching) zk.addWatch(path, this, AddWatchMode.PERSISTENT_RECURSIVE);
        isWatching = true;
        cpuNanos = system.getProcessCpuTime();
        return "0";
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.NodeDataChanged || count == times.length) return;
        times[count] = System.nanoTime();
        String path = event.getPath();
        nodes[count++] = Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
        if (count < times.length) return;
        cpuNanos = system.getProcessCpuTime() - cpuNanos;
        complete.countDown();
    }

    /** Once all have come: CPU time in microseconds, then for each event its node's number and when it came. */
    String received() throws InterruptedException {
        complete.await();
        StringBuilder answer = new StringBuilder().append(cpuNanos / 1_000);
        for (int i = 0; i < count; i++) answer.append(' ').append(nodes[i]).append(' ').append(times[i]);
        return answer.toString();
    }
}
