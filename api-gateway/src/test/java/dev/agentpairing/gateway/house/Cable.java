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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/** Between the program and its database, so that a test can cut it, or let nothing through. */
final class Cable implements AutoCloseable {

    private final InetSocketAddress database;
    private final InetAddress near;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final int port;
    private final ReentrantLock gate = new ReentrantLock();
    private final Condition opened = gate.newCondition();
    private boolean silent;
    private @Nullable ServerSocket plug;

    Cable(InetSocketAddress database) {
        this(database, InetAddress.getLoopbackAddress());
    }

    /** @param near an address of this machine */
    Cable(InetSocketAddress database, InetAddress near) {
        this.database = database;
        this.near = near;
        this.plug = listen(0);
        this.port = plug.getLocalPort();
    }

    int port() {
        return port;
    }

    /** As a setting has it. */
    String address() {
        return near.getHostAddress() + ":" + port;
    }

    /** From now on connections break, and new ones are refused. */
    synchronized void cut() {
        speak();
        close(plug);
        ends.forEach(Cable::close);
        ends.clear();
    }

    /** From now on nothing comes through, and nobody is told, as when packets are lost. What was sent arrives when it speaks again. */
    void silence() {
        setSilent(true);
    }

    void speak() {
        setSilent(false);
    }

    private void setSilent(boolean wanted) {
        gate.lock();
        try {
            silent = wanted;
            opened.signalAll();
        } finally {
            gate.unlock();
        }
    }

    private void awaitSpeech() {
        gate.lock();
        try {
            while (silent) {
                opened.awaitUninterruptibly();
            }
        } finally {
            gate.unlock();
        }
    }

    synchronized void mend() {
        plug = listen(port);
    }

    private ServerSocket listen(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(near, wanted));
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
            var bytes = new byte[1 << 14];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitSpeech();
                out.write(bytes, 0, read);
            }
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
