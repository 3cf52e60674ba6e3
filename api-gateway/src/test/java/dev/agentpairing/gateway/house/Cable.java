package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** Between the program and its database, so that a test can cut it. */
final class Cable implements AutoCloseable {

    private final InetSocketAddress database;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket plug;

    Cable(InetSocketAddress database) {
        this.database = database;
        this.plug = listen(0);
        this.port = plug.getLocalPort();
    }

    int port() {
        return port;
    }

    /** From now on connections break, and new ones are refused. */
    synchronized void cut() {
        close(plug);
        ends.forEach(Cable::close);
        ends.clear();
    }

    synchronized void mend() {
        plug = listen(port);
    }

    private ServerSocket listen(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            Thread.ofVirtual().start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var near = socket.accept();
                var far = new Socket();
                ends.add(near);
                ends.add(far);
                far.connect(database);
                Thread.ofVirtual().start(() -> pass(near, far));
                Thread.ofVirtual().start(() -> pass(far, near));
                closeIfCut(socket, near, far);
            } catch (IOException e) {
                close(socket); // cut
            }
        }
    }

    /** One that came in while the cable was cut. */
    private synchronized void closeIfCut(ServerSocket socket, Socket near, Socket far) {
        if (socket.isClosed()) {
            close(near);
            close(far);
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            close(from); // one end is gone, so the other is
        } finally {
            close(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void close(@Nullable AutoCloseable end) {
        try {
            if (end != null) {
                end.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
