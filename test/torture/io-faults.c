// Counts the calls by which a program changes files below IO_FAULT_DIR and spoils the n-th (IO_FAULT_AT), for tests:
// kill (before it), torn (half of it, then kill), lost (kill, and what was not synced is gone), enospc (from it on), eio (it).
// IO_FAULT_COUNT names a file of one byte per call, its kind; it outlives the kill. Used by LD_PRELOAD.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_CALLS = 65536, MOST_CHANGES = 65536 };
enum change_kind { WRITTEN, RENAMED, UNLINKED };

struct change {
  enum change_kind kind;
  dev_t device;
  ino_t inode;
  off_t offset, length;
  char from[PATH_MAX], to[PATH_MAX], kept[PATH_MAX];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *directory, *mode, *side;
static long fault_at, calls, kept_count;
static char *kinds;
static struct change *changes;
static long change_count;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
  directory = getenv("IO_FAULT_DIR");
  mode = getenv("IO_FAULT_MODE");
  side = getenv("IO_FAULT_SIDE");
  fault_at = getenv("IO_FAULT_AT") ? atol(getenv("IO_FAULT_AT")) : 0;
  const char *count = getenv("IO_FAULT_COUNT");
  if (!directory || !mode || !count) return;
  int fd = open(count, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ftruncate(fd, MOST_CALLS) != 0) return;
  kinds = mmap(NULL, MOST_CALLS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (kinds == MAP_FAILED) kinds = NULL;
  if (!strcmp(mode, "lost"))
    changes = mmap(NULL, sizeof(struct change) * MOST_CHANGES, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

static int is_below(const char *path) {
  char whole[PATH_MAX];
  if (!kinds || !path) return 0;
  if (path[0] != '/') {
    if (!getcwd(whole, sizeof whole)) return 0;
    strncat(whole, "/", sizeof whole - strlen(whole) - 1);
    strncat(whole, path, sizeof whole - strlen(whole) - 1);
    path = whole;
  }
  size_t length = strlen(directory);
  return !strncmp(path, directory, length) && (path[length] == '/' || path[length] == 0);
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

static struct change *next_change(enum change_kind kind) {
  if (!changes || change_count >= MOST_CHANGES) return NULL;
  struct change *change = &changes[change_count++];
  change->kind = kind;
  change->kept[0] = 0;
  return change;
}

static void keep(struct change *change, const char *path) {
  if (!side) return;
  snprintf(change->kept, sizeof change->kept, "%s/kept-%ld", side, kept_count++);
  if (link(path, change->kept) != 0) change->kept[0] = 0;
}

// The disk as it may be after the power went: what was not synced since is zeros, names are as they were.
static void lose_unsynced(void) {
  for (long at = change_count - 1; at >= 0; at--) {
    struct change *change = &changes[at];
    if (change->kind == WRITTEN) {
      struct stat now;
      int fd = open(change->from, O_RDWR);
      if (fd < 0) continue;
      if (fstat(fd, &now) == 0 && now.st_ino == change->inode && now.st_dev == change->device) {
        char zeros[4096] = {0};
        for (off_t done = 0; done < change->length; done += (off_t)sizeof zeros) {
          off_t left = change->length - done;
          if (REAL(pwrite)(fd, zeros, (size_t)(left < (off_t)sizeof zeros ? left : (off_t)sizeof zeros), change->offset + done) < 0) break;
        }
      }
      close(fd);
    } else if (change->kind == RENAMED) {
      REAL(rename)(change->to, change->from);
      if (change->kept[0]) (void)!link(change->kept, change->to);
    } else if (change->kept[0]) {
      (void)!link(change->kept, change->from);
    }
  }
}

static void die(void) {
  if (changes) lose_unsynced();
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// What the call about to be made should meet: 0 nothing, 1 to be torn, else an errno.
static int fault(char kind) {
  long number = ++calls;
  if (number <= MOST_CALLS) kinds[number - 1] = kind;
  int is_growing = kind == 'w' || kind == 't';
  if (!strcmp(mode, "enospc") && fault_at && (number == fault_at || (number > fault_at && is_growing))) return ENOSPC;
  if (number != fault_at) return 0;
  if (!strcmp(mode, "eio")) return EIO;
  if (!strcmp(mode, "torn")) return 1;
  die();
  return 0;
}

static void wrote(const char *path, int fd, off_t offset, ssize_t length) {
  struct stat now;
  struct change *change;
  if (length <= 0 || fstat(fd, &now) != 0 || !(change = next_change(WRITTEN))) return;
  snprintf(change->from, sizeof change->from, "%s", path);
  change->device = now.st_dev;
  change->inode = now.st_ino;
  change->offset = offset;
  change->length = length;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t offset, int is_placed) {
  char path[PATH_MAX];
  if (!kinds || !path_of(fd, path) || !is_below(path))
    return is_placed ? REAL(pwrite)(fd, bytes, length, offset) : REAL(write)(fd, bytes, length);
  pthread_mutex_lock(&lock);
  int met = fault('w');
  off_t at = is_placed ? offset : lseek(fd, 0, SEEK_CUR);
  ssize_t done = -1;
  if (met <= 1) {
    size_t part = met == 1 ? length / 2 : length;
    done = is_placed ? REAL(pwrite)(fd, bytes, part, offset) : REAL(write)(fd, bytes, part);
  }
  if (met == 1) die();
  if (changes) wrote(path, fd, at, done);
  pthread_mutex_unlock(&lock);
  if (met > 1) errno = met;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_at(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return write_at(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return write_at(fd, bytes, length, offset, 1); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (!kinds || !path_of(fd, path) || !is_below(path)) return REAL(writev)(fd, parts, count);
  ssize_t sum = 0;
  for (int at = 0; at < count; at++) {
    ssize_t done = write_at(fd, parts[at].iov_base, parts[at].iov_len, 0, 0);
    if (done < 0) return sum > 0 ? sum : -1;
    sum += done;
    if ((size_t)done < parts[at].iov_len) break;
  }
  return sum;
}

// Copies within the kernel count as writes; refusing them with ENOSYS makes the copier write instead, which is counted.
ssize_t copy_file_range(int from, off_t *at, int to, off_t *to_at, size_t length, unsigned flags) {
  char path[PATH_MAX];
  if (!kinds || !path_of(to, path) || !is_below(path)) return REAL(copy_file_range)(from, at, to, to_at, length, flags);
  errno = ENOSYS;
  return -1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t length) {
  char path[PATH_MAX];
  if (!kinds || !path_of(to, path) || !is_below(path)) return REAL(sendfile)(to, from, at, length);
  errno = EINVAL;
  return -1;
}
ssize_t sendfile64(int to, int from, off_t *at, size_t length) { return sendfile(to, from, at, length); }

static void synced(int fd) {
  struct stat now;
  if (!changes || fstat(fd, &now) != 0) return;
  if (S_ISDIR(now.st_mode)) {
    for (long at = 0; at < change_count; at++)
      if (changes[at].kind != WRITTEN) changes[at].kept[0] = 0, changes[at].kind = WRITTEN, changes[at].from[0] = 0;
    return;
  }
  for (long at = 0; at < change_count; at++)
    if (changes[at].kind == WRITTEN && changes[at].inode == now.st_ino && changes[at].device == now.st_dev) changes[at].from[0] = 0;
}

static int sync_with(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!kinds || !path_of(fd, path) || !is_below(path)) return real(fd);
  pthread_mutex_lock(&lock);
  int met = fault('s');
  int result = met > 1 ? -1 : real(fd);
  if (met == 1) die();
  if (result == 0) synced(fd);
  pthread_mutex_unlock(&lock);
  if (met > 1) errno = met;
  return result;
}

int fsync(int fd) { return sync_with(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_with(fd, REAL(fdatasync)); }

int ftruncate(int fd, off_t length) {
  char path[PATH_MAX];
  if (!kinds || !path_of(fd, path) || !is_below(path)) return REAL(ftruncate)(fd, length);
  pthread_mutex_lock(&lock);
  int met = fault('t');
  int result = met > 1 ? -1 : REAL(ftruncate)(fd, length);
  if (met == 1) die();
  pthread_mutex_unlock(&lock);
  if (met > 1) errno = met;
  return result;
}
int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

int rename(const char *from, const char *to) {
  if (!is_below(from) && !is_below(to)) return REAL(rename)(from, to);
  pthread_mutex_lock(&lock);
  int met = fault('r');
  struct change *change = met ? NULL : next_change(RENAMED);
  if (change) {
    snprintf(change->from, sizeof change->from, "%s", from);
    snprintf(change->to, sizeof change->to, "%s", to);
    keep(change, to);
  }
  int result = met > 1 ? -1 : REAL(rename)(from, to);
  if (met == 1) die();
  if (result != 0 && change) change_count--;
  pthread_mutex_unlock(&lock);
  if (met > 1) errno = met;
  return result;
}

static int remove_with(const char *path, int (*real)(const char *), char kind) {
  if (!is_below(path)) return real(path);
  pthread_mutex_lock(&lock);
  int met = fault(kind);
  struct change *change = met || kind != 'u' ? NULL : next_change(UNLINKED);
  if (change) {
    snprintf(change->from, sizeof change->from, "%s", path);
    keep(change, path);
  }
  int result = met > 1 ? -1 : real(path);
  if (met == 1) die();
  if (result != 0 && change) change_count--;
  pthread_mutex_unlock(&lock);
  if (met > 1) errno = met;
  return result;
}

int unlink(const char *path) { return remove_with(path, REAL(unlink), 'u'); }
int rmdir(const char *path) { return remove_with(path, REAL(rmdir), 'd'); }
int remove(const char *path) { return remove_with(path, REAL(remove), 'u'); }
