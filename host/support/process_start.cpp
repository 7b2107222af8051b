#include "host/support/process_start.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <climits>
#include <csignal>

namespace peregrine {
namespace {

constexpr int bits_a_word = sizeof(unsigned long) * CHAR_BIT;
std::array<unsigned long, most_cpus / bits_a_word> given_cpus = {};

// As the kernel has it: the C library's differs.
struct KernelSigaction {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)();
  unsigned long mask;
};
KernelSigaction hang_up = {};

// A file that is opened later must not get a number from 0 to 2, or what is meant for the log would
// go into it. Open for the other direction, so that printing still fails where nobody listens.
void fill_standard_descriptors() {
  for (int number = 0; number <= STDERR_FILENO; ++number) {
    if (syscall(SYS_fcntl, number, F_GETFD) != -1) continue;
    const int flags = number == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (syscall(SYS_openat, AT_FDCWD, "/dev/null", flags) < 0) {
      syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY);
    }
  }
}

// Before the constructors of all libraries, of which libgomp's binds this thread to one CPU. By
// system calls alone, since no library is ready, nor are sanitizers.
__attribute__((no_sanitize("address", "undefined", "thread"))) void at_start(int, char**, char**) {
  syscall(SYS_sched_getaffinity, 0, sizeof given_cpus, given_cpus.data());
  syscall(SYS_rt_sigaction, SIGHUP, nullptr, &hang_up, sizeof hang_up.mask);
  fill_standard_descriptors();
}

__attribute__((section(".preinit_array"), used)) void (*const call_at_start)(int, char**,
                                                                             char**) = at_start;

}  // namespace

int cpus_at_start() {
  int count = 0;
  for (const unsigned long word : given_cpus) count += std::popcount(word);
  return count;
}

bool was_given_cpu(int cpu) {
  const auto number = static_cast<std::size_t>(cpu);
  return cpu >= 0 && cpu < most_cpus &&
         (given_cpus[number / bits_a_word] >> (number % bits_a_word) & 1);
}

bool hang_up_was_ignored() {
  return hang_up.handler == SIG_IGN;
}

void run_on_cpus_at_start() {
  if (cpus_at_start() > 0) syscall(SYS_sched_setaffinity, 0, sizeof given_cpus, given_cpus.data());
}

}  // namespace peregrine
