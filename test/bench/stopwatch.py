"""Times a program on a real terminal: from the start to a first whole frame, and from each key to the last byte it brings.

One JSON plan on stdin, one JSON answer on stdout; times in milliseconds, read where the bytes go in and out.
plan: {columns, rows, command, cwd, env, ready, patience, steps: [{keys, label, quiet}], cool}
A frame ends with the synchronized-update mark where the program sends one; an answer ends when `quiet` seconds bring nothing more.
"""
import fcntl, json, os, re, select, signal, struct, sys, termios, time

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")
FRAME_END = b"\x1b[?2026l"


def start(plan):
    master, slave = os.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", plan["rows"], plan["columns"], 0, 0))
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for fd in (0, 1, 2):
            os.dup2(slave, fd)
        os.closerange(3, 256)
        os.chdir(plan["cwd"])
        os.execvpe(plan["command"][0], plan["command"], plan["env"])
    os.close(slave)
    return pid, master, began


def read(master, seconds):
    """What comes within so many seconds; nothing at the end of the program."""
    if not select.select([master], [], [], max(0, seconds))[0]:
        return None
    try:
        return os.read(master, 1 << 20)
    except OSError:
        return b""


def processor_time(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def until_ready(plan, pid, master, began):
    """The first frame that holds what is waited for, and the pauses on the way there."""
    text, end = b"", began + plan["patience"]
    ready, wanted = None, re.compile(plan["ready"].encode())
    outputs = []
    while time.monotonic() < end:
        piece = read(master, 0.02 if ready else end - time.monotonic())
        now = time.monotonic()
        if piece is None:
            if ready:
                break
            continue
        if piece == b"":
            raise SystemExit("ended early: " + ESCAPES.sub(b" ", text).decode(errors="replace")[-2000:])
        outputs.append(now)
        text += piece
        if ready is None and wanted.search(ESCAPES.sub(b"", text)):
            ready = now
        elif ready is not None and now - ready < 0.02:
            ready = now
    if ready is None:
        raise SystemExit("never ready: " + ESCAPES.sub(b" ", text).decode(errors="replace")[-2000:])
    moves = [each for each in outputs if each <= ready]
    gaps = [later - earlier for earlier, later in zip(moves, moves[1:])]
    return {
        "ready": (ready - began) * 1000,
        "first": (moves[0] - began) * 1000,
        "longestPause": max(gaps, default=0) * 1000,
        "processor": processor_time(pid),
        "bytes": len(text),
    }


def press(step, master):
    began = time.monotonic()
    os.write(master, step["keys"].encode())
    quiet, first, last, size, frames = step["quiet"], None, None, 0, 0
    while True:
        since = last or began
        # The first byte may come late; after it, a short silence means the output is complete.
        patience = quiet if last else max(quiet, 0.7)
        piece = read(master, since + patience - time.monotonic())
        now = time.monotonic()
        if not piece:
            break
        first, last = first or now, now
        size += len(piece)
        frames += piece.count(FRAME_END)
    return {
        "label": step["label"],
        "first": (first - began) * 1000 if first else None,
        "last": (last - began) * 1000 if last else None,
        "bytes": size,
        "frames": frames,
    }


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        lines = dict(line.split(":", 1) for line in status if ":" in line)
    return {name: int(lines[key].split()[0]) / 1024 for name, key in (("resident", "VmRSS"), ("peak", "VmHWM"))}


def close(pid, master):
    """Ends the program as a closed terminal does, so that it keeps what it has compiled for its next launch."""
    os.kill(pid, signal.SIGTERM)
    late = time.monotonic() + 5
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        if time.monotonic() > late:
            os.kill(pid, signal.SIGKILL)
        read(master, 0.05)


def main():
    plan = json.load(sys.stdin)
    pid, master, began = start(plan)
    try:
        launch = until_ready(plan, pid, master, began)
        end = time.monotonic() + plan["cool"]
        while time.monotonic() < end:
            read(master, end - time.monotonic())
        steps = [press(step, master) for step in plan["steps"]]
        used = memory(pid)
    finally:
        close(pid, master)
    json.dump({"launch": launch, "steps": steps, "memory": used}, sys.stdout)


main()
