import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Reads a whole tree with the usual asynchronous calls, a request for each node and many in flight. With data, one
 * request brings data and Stat, and only a node that has children takes a second one.
 *
 * All callbacks come from the client's one event thread, so nothing here needs a lock.
 */
final class Walk {
    private static final int WINDOW = 256;

    private final ZooKeeper zk;
    private final boolean withData;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private int inFlight;
    private long nodes;
    private long bytes;
    private int failure;

    Walk(ZooKeeper zk, boolean withData) {
        this.zk = zk;
        this.withData = withData;
    }

    /** The number of nodes from `root` downwards, itself included. */
    long count(String root) throws Exception {
        visit(root);
        inFlight = 1;
        waiting.poll().run();
        done.await();
        if (failure != 0) throw KeeperException.create(KeeperException.Code.get(failure));
        if (withData && bytes == 0) throw new IllegalStateException("no data was read");
        return nodes;
    }

    private void visit(String path) {
        nodes++;
        waiting.add(withData ? () -> readData(path) : () -> readChildren(path));
    }

    private void readChildren(String path) {
        zk.getChildren(path, false, (code, parent, context, children) -> answered(code, parent, children), null);
    }

    private void readData(String path) {
        zk.getData(path, false, (code, node, context, data, stat) -> {
            if (code == 0) {
                bytes += data == null ? 0 : data.length;
                if (stat.getNumChildren() > 0) waiting.add(() -> readChildren(node));
            }
            answered(code, node, List.of());
        }, null);
    }

    private void answered(int code, String parent, List<String> children) {
        if (code != 0) {
            failure = code;
            done.countDown();
            return;
        }
        inFlight--;
        for (String child : children) visit(parent + "/" + child);
        while (inFlight < WINDOW && !waiting.isEmpty()) {
            inFlight++;
            waiting.poll().run();
        }
        if (inFlight == 0) done.countDown();
    }
}
