// In place of the system's flock(): fails with the error whose number NO_FLOCK_ERRNO has.
#include <cerrno>
#include <cstdlib>

extern "C" int flock(int, int) {
  const char* const number = std::getenv("NO_FLOCK_ERRNO");
  errno = number == nullptr ? ENOSYS : std::atoi(number);
  return -1;
}
