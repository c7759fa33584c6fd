"""A real terminal for tests: runs a command on a pty and relays it by lines of JSON on stdin and stdout.

argv: COLUMNS ROWS echo|silent COMMAND...   in: {"keys": base64} {"size": [c, r]} {"signal": "SIGTERM"} {"modes": true} {"hangup": true}
out: {"pid": n} {"out": base64} {"modes": {...}} {"exit": code, or minus the signal}
"""
import base64, fcntl, json, os, select, signal, struct, sys, termios


def send(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def start(slave, command):
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.closerange(3, 256)
    for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.execvp(command[0], command)


def modes(fd):
    flags = termios.tcgetattr(fd)
    return {
        "echo": bool(flags[3] & termios.ECHO),
        "canonical": bool(flags[3] & termios.ICANON),
        "signals": bool(flags[3] & termios.ISIG),
        "output": bool(flags[1] & termios.OPOST),
        "newlines": bool(flags[0] & termios.ICRNL),
    }


def obey(line, master, slave, pid):
    order = json.loads(line)
    if "keys" in order:
        return base64.b64decode(order["keys"])
    if "size" in order:
        resize(master, *order["size"])
    if "signal" in order:
        try:
            os.kill(pid, getattr(signal, order["signal"]))
        except ProcessLookupError:
            pass
    if "modes" in order:
        send(modes=modes(slave))
    if "hangup" in order:
        os.close(slave)
        os.close(master)
        while True:
            _, status = os.waitpid(pid, 0)
            send(exit=os.waitstatus_to_exitcode(status))
            sys.exit(0)
    return b""


def main():
    columns, rows, echo, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    master, slave = os.openpty()
    if echo == "silent":
        flags = termios.tcgetattr(slave)
        flags[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, flags)
    resize(master, columns, rows)
    pid = start(slave, command)
    send(pid=pid)
    os.set_blocking(master, False)
    waiting, text, ended = b"", b"", False
    while True:
        readable, writable, _ = select.select([master, 0], [master] if waiting else [], [], 0.02)
        if master in readable:
            send(out=base64.b64encode(os.read(master, 65536)).decode())
        elif not ended:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                ended = True
                send(exit=os.waitstatus_to_exitcode(status))
        if master in writable:
            waiting = waiting[os.write(master, waiting[:1024]):]
        if 0 in readable:
            piece = os.read(0, 65536)
            if not piece:
                if not ended:
                    os.kill(pid, signal.SIGKILL)
                return
            text += piece
            *lines, text = text.split(b"\n")
            for line in lines:
                waiting += obey(line, master, slave, pid)


main()
