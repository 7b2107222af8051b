// The lock of an unfinished run's folder, and whose it is.
#pragma once

#include <cstdint>
#include <string>

namespace peregrine {

// The process that holds the run, of several ranks the first.
struct RunOwner {
  std::string host;  // empty: nobody has signed
  std::int64_t pid = 0;
  std::int64_t since = 0;          // seconds since 1970
  std::int64_t process_start = 0;  // ticks since that machine's start: numbers are used again

  // "host n1, process 123, since 2026-11-28 18:00:00 UTC"
  std::string in_words() const;
};

enum class Life { lives, ended, unknown };

// As far as can be seen from here: of processes of other machines, nothing.
Life life_of(const RunOwner& owner);

// A lock on a file of the folder, flock(2), so that the system lets go of it whatever ends the
// process. Lives no longer than the folder's descriptor.
class RunLock {
 public:
  enum class Held {
    yes,
    no,       // another process has it
    no_locks  // the file system has none: nothing keeps two runs apart
  };
  enum class Against { all, exclusive_holders };

  RunLock() = default;
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  // Waits until no other process holds the folder, at most so many seconds and not beyond a request
  // to stop, and holds it until this object goes. Throws OutputError where the lock's file cannot
  // be made, other than in a folder that was removed meanwhile: then it is not in place.
  Held hold(int folder, const std::string& path, Against against, double seconds);
  // What the system said where there are no locks.
  const std::string& why_no_locks() const { return why_no_locks_; }
  // Whether what is held is still the lock of the folder of that name: whoever had it before may
  // have removed it, with all else.
  bool in_place(const std::string& path) const;

  // Says whose the run is, to those that find it held.
  void sign() const;
  // Who signed last.
  static RunOwner owner(int folder);
  // Whether a process holds the folder now.
  static Life state(int folder);

 private:
  int file_ = -1;
  std::string why_no_locks_;
};

// In the folder's listing.
inline constexpr const char* lock_name = "lock";

}  // namespace peregrine
