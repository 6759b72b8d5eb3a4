package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A scriptable HTTP/1.1 origin on plain sockets, one thread per connection: it records every request byte by byte and answers from a
 * queue, or from a function once the queue is empty.
 */
public final class OriginServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Thread acceptor;
    private final BlockingQueue<RecordedRequest> arrivals = new LinkedBlockingQueue<>();

    /** Guards everything below. */
    private final Object lock = new Object();

    private final List<RecordedRequest> requests = new ArrayList<>();
    private final Queue<Answer> queue = new ArrayDeque<>();
    private final Set<Socket> open = new HashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Function<RecordedRequest, Answer> otherwise = request -> OriginReply.status(404);
    private int accepted;

    private OriginServer(ServerSocket listener) {
        this.listener = listener;
        this.acceptor = new Thread(this::accept, "origin-accept");
        acceptor.setDaemon(true);
    }

    public static OriginServer start() {
        return startAt(0);
    }

    /** On the port of one that was closed. */
    public static OriginServer startAt(int port) {
        return start(ServerSocketFactory.getDefault(), port);
    }

    public static OriginServer startTls(SSLContext identity) {
        return start(identity.getServerSocketFactory(), 0);
    }

    private static OriginServer start(ServerSocketFactory sockets, int port) {
        try {
            OriginServer origin =
                    new OriginServer(sockets.createServerSocket(port, 1024, InetAddress.getByName("127.0.0.1")));
            origin.acceptor.start();
            return origin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers the next unanswered request; in order of the calls. */
    public OriginServer enqueue(Answer... answers) {
        synchronized (lock) {
            queue.addAll(List.of(answers));
        }
        return this;
    }

    /** Answers every request for which the queue holds nothing. */
    public OriginServer answer(Function<RecordedRequest, Answer> answers) {
        synchronized (lock) {
            otherwise = answers;
        }
        return this;
    }

    public OriginServer answer(Answer answer) {
        return answer(request -> answer);
    }

    /** All requests so far, in order of arrival of their last byte. */
    public List<RecordedRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** The next request not yet taken; fails if none comes. */
    public RecordedRequest takeRequest() {
        return pollRequest(Duration.ofSeconds(20))
                .orElseThrow(() -> new AssertionError("no request reached the origin"));
    }

    public Optional<RecordedRequest> pollRequest(Duration patience) {
        try {
            return Optional.ofNullable(arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int openConnections() {
        synchronized (lock) {
            return open.size();
        }
    }

    /** How many connections were ever accepted. */
    public int acceptedConnections() {
        synchronized (lock) {
            return accepted;
        }
    }

    /** Whether at most this many connections are left open before the patience is over. */
    public boolean awaitOpenConnections(int atMost, Duration patience) {
        return await(() -> open.size() <= atMost, patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    return false;
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    /** Forgets requests, answers and failures of an earlier test; connections stay. */
    public void forget() {
        synchronized (lock) {
            requests.clear();
            arrivals.clear();
            queue.clear();
            failures.clear();
            otherwise = request -> OriginReply.status(404);
        }
    }

    /** Forgets the requests so far, and nothing else: a long run would keep them all. */
    public void forgetRequests() {
        synchronized (lock) {
            requests.clear();
            arrivals.clear();
        }
    }

    /** What went wrong in answers other than peers that left: a failing assertion in an answer must fail the test. */
    public List<Throwable> failures() {
        synchronized (lock) {
            return List.copyOf(failures);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                int number;
                synchronized (lock) {
                    if (listener.isClosed()) { // the system may hand over one more
                        socket.close();
                        return;
                    }
                    open.add(socket);
                    number = ++accepted;
                }
                daemon("origin-" + number, () -> serve(socket, number));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                failed(e);
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            converse(new OriginConnection(number, socket));
        } catch (IOException e) {
            // The peer has left; what that means is for the test to say.
            return;
        } finally {
            synchronized (lock) {
                open.remove(socket);
                lock.notifyAll();
            }
        }
    }

    /** A failure is kept before the connection closes: whoever sees the close finds it. */
    private void converse(OriginConnection connection) throws IOException {
        try {
            while (connection.isReusable() && exchange(connection)) {
                continue;
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        synchronized (lock) {
            failures.add(failure);
        }
    }

    private boolean exchange(OriginConnection connection) throws IOException {
        Optional<String> head = connection.nextHead();
        if (head.isEmpty()) {
            return false;
        }
        RecordedRequest request = RecordedRequest.headOnly(connection.number(), head.get());
        BodyInput body = BodyInput.ofRequest(connection.input(), request.fields());
        Answer answer = next(request);
        if (answer.early()) {
            record(request);
            answer.play(connection, request);
            body.rest();
            return true;
        }
        if (request.fields().list("Expect").stream().anyMatch("100-continue"::equalsIgnoreCase)) {
            connection.write("HTTP/1.1 100 Continue\r\n\r\n").flush();
        }
        byte[] bytes = body.rest();
        RecordedRequest whole =
                new RecordedRequest(connection.number(), head.get(), bytes, body.trailers(), body.ending());
        record(whole);
        if (!body.ending().clean()) {
            return false;
        }
        answer.play(connection, whole);
        return true;
    }

    private Answer next(RecordedRequest request) {
        Function<RecordedRequest, Answer> function;
        synchronized (lock) {
            Answer queued = queue.poll();
            if (queued != null) {
                return queued;
            }
            function = otherwise;
        }
        return function.apply(request);
    }

    private void record(RecordedRequest request) {
        synchronized (lock) {
            requests.add(request);
            arrivals.add(request);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            List<Socket> left;
            synchronized (lock) {
                left = List.copyOf(open);
            }
            for (Socket socket : left) {
                socket.close();
            }
            acceptor.join(); // until then the port still takes connections
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
