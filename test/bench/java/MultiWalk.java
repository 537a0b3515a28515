import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;

/**
 * Reads a whole tree by multi reads: many nodes in each request, some requests in flight.
 *
 * All callbacks come from the client's one event thread, so nothing here needs a lock.
 */
final class MultiWalk {
    private static final int BATCH = 100;
    private static final int WINDOW = 8;

    private final ZooKeeper zk;
    private final boolean withData;
    private final ArrayDeque<String> toRead = new ArrayDeque<>();
    private final ArrayDeque<String> toList = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private int inFlight;
    private long nodes;
    private long bytes;
    private Exception failure;

    MultiWalk(ZooKeeper zk, boolean withData) {
        this.zk = zk;
        this.withData = withData;
    }

    /** The number of nodes from `root` downwards, itself included. */
    long count(String root) throws Exception {
        visit(root);
        sendNext();
        done.await();
        if (failure != null) throw failure;
        if (withData && bytes == 0) throw new IllegalStateException("no data was read");
        return nodes;
    }

    private void visit(String path) {
        nodes++;
        (withData ? toRead : toList).add(path);
    }

    /** One request with as many nodes as there are, of either kind. */
    private void sendNext() {
        List<String> paths = new ArrayList<>(BATCH);
        List<Op> operations = new ArrayList<>(BATCH);
        for (String path; paths.size() < BATCH && (path = toList.poll()) != null; ) {
            paths.add(path);
            operations.add(Op.getChildren(path));
        }
        for (String path; paths.size() < BATCH && (path = toRead.poll()) != null; ) {
            paths.add(path);
            operations.add(Op.getData(path));
        }
        inFlight++;
        zk.multi(operations, (code, ignored, context, results) -> answered(code, paths, results), null);
    }

    private void answered(int code, List<String> paths, List<OpResult> results) {
        inFlight--;
        if (code != 0) {
            failure = KeeperException.create(KeeperException.Code.get(code));
            done.countDown();
            return;
        }
        for (int i = 0; i < results.size(); i++) take(paths.get(i), results.get(i));
        while (inFlight < WINDOW && !(toList.isEmpty() && toRead.isEmpty())) sendNext();
        if (inFlight == 0) done.countDown();
    }

    private void take(String path, OpResult result) {
        if (result instanceof OpResult.GetChildrenResult) {
            for (String child : ((OpResult.GetChildrenResult) result).getChildren()) visit(path + "/" + child);
        } else if (result instanceof OpResult.GetDataResult) {
            OpResult.GetDataResult read = (OpResult.GetDataResult) result;
            bytes += read.getData() == null ? 0 : read.getData().length;
            if (read.getStat().getNumChildren() > 0) toList.add(path);
        } else {
            throw new IllegalStateException(path + ": " + result);
        }
    }
}
