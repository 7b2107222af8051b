#include "host/cluster/cluster.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#if defined(PEREGRINE_MPI)
#include <mpi.h>
#endif

namespace peregrine {

#if defined(PEREGRINE_MPI)

namespace {

bool mpi_started = false;
bool any_thread_may_call_mpi = false;

// Environment that launchers leave: Open MPI's mpirun, PMIx (srun --mpi=pmix), PMI (MPICH, Cray).
bool launched_by_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"}) {
    if (std::getenv(name) != nullptr) return true;
  }
  return false;
}

constexpr int message_tag = 1;

// MPI counts are int: longer arrays go in parts of this many elements.
constexpr std::size_t part_elements = std::size_t{1} << 26;

template <typename T>
void send_parts(std::span<const T> numbers, MPI_Datatype type, int to_rank) {
  const auto size = static_cast<std::int64_t>(numbers.size());
  MPI_Send(&size, 1, MPI_INT64_T, to_rank, message_tag, MPI_COMM_WORLD);
  for (std::size_t at = 0; at < numbers.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, numbers.size() - at));
    MPI_Send(numbers.data() + at, part, type, to_rank, message_tag, MPI_COMM_WORLD);
  }
}

template <typename T>
std::vector<T> receive_parts(MPI_Datatype type, int from_rank) {
  std::int64_t size = 0;
  MPI_Recv(&size, 1, MPI_INT64_T, from_rank, message_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  std::vector<T> numbers(static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < numbers.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, numbers.size() - at));
    MPI_Recv(numbers.data() + at, part, type, from_rank, message_tag, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
  }
  return numbers;
}

struct Node {
  int rank = 0;
  int size = 1;
};

Node this_node() {
  Node node;
  if (!mpi_started) return node;
  MPI_Comm shared = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, world_rank(), MPI_INFO_NULL, &shared);
  MPI_Comm_rank(shared, &node.rank);
  MPI_Comm_size(shared, &node.size);
  MPI_Comm_free(&shared);
  return node;
}

const Node& node() {
  static const Node cached = this_node();
  return cached;
}

}  // namespace

Cluster::Cluster(int* argc, char*** argv) {
  if (!launched_by_mpi()) return;
  int provided = 0;
  // The main thread of a rank, and on rank 0 the one that hands out work (WorkQueue).
  MPI_Init_thread(argc, argv, MPI_THREAD_MULTIPLE, &provided);
  mpi_started = true;
  any_thread_may_call_mpi = provided == MPI_THREAD_MULTIPLE;
  node();
}

Cluster::~Cluster() {
  if (mpi_started) MPI_Finalize();
  mpi_started = false;
}

int world_rank() {
  int rank = 0;
  if (mpi_started) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int world_size() {
  int size = 1;
  if (mpi_started) MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

int rank_on_node() {
  return node().rank;
}
int ranks_on_node() {
  return node().size;
}

void abort_all_ranks(int exit_code) {
  if (mpi_started) MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::_Exit(exit_code);
}

std::vector<std::string> gather_texts(const std::string& text) {
  if (!mpi_started) return {text};
  const int mine = static_cast<int>(text.size());
  std::vector<int> sizes(static_cast<std::size_t>(world_size()));
  MPI_Gather(&mine, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
  std::vector<int> offsets(sizes.size(), 0);
  for (std::size_t r = 1; r < sizes.size(); ++r) offsets[r] = offsets[r - 1] + sizes[r - 1];
  std::string all(static_cast<std::size_t>(offsets.back() + sizes.back()), '\0');
  MPI_Gatherv(text.data(), mine, MPI_CHAR, all.data(), sizes.data(), offsets.data(), MPI_CHAR, 0,
              MPI_COMM_WORLD);
  std::vector<std::string> texts;
  if (world_rank() != 0) return texts;
  for (std::size_t r = 0; r < sizes.size(); ++r) {
    texts.push_back(
        all.substr(static_cast<std::size_t>(offsets[r]), static_cast<std::size_t>(sizes[r])));
  }
  return texts;
}

void broadcast(std::int64_t& value) {
  if (mpi_started) MPI_Bcast(&value, 1, MPI_INT64_T, 0, MPI_COMM_WORLD);
}

void broadcast(std::string& text) {
  if (!mpi_started) return;
  auto size = static_cast<std::int64_t>(text.size());
  broadcast(size);
  text.resize(static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < text.size(); at += part_elements) {
    const auto part = static_cast<int>(std::min(part_elements, text.size() - at));
    MPI_Bcast(text.data() + at, part, MPI_CHAR, 0, MPI_COMM_WORLD);
  }
}

void wait_for_all_ranks() {
  if (mpi_started) MPI_Barrier(MPI_COMM_WORLD);
}

std::int64_t sum_over_ranks(std::int64_t number) {
  if (mpi_started) MPI_Allreduce(MPI_IN_PLACE, &number, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return number;
}

void send_numbers(std::span<const std::int64_t> numbers, int to_rank) {
  send_parts(numbers, MPI_INT64_T, to_rank);
}
std::vector<std::int64_t> receive_numbers(int from_rank) {
  return receive_parts<std::int64_t>(MPI_INT64_T, from_rank);
}
void send_numbers(std::span<const double> numbers, int to_rank) {
  send_parts(numbers, MPI_DOUBLE, to_rank);
}
std::vector<double> receive_doubles(int from_rank) {
  return receive_parts<double>(MPI_DOUBLE, from_rank);
}

void send_bytes(std::span<const std::byte> bytes, int to_rank) {
  send_parts(bytes, MPI_BYTE, to_rank);
}
std::vector<std::byte> receive_bytes(int from_rank) {
  return receive_parts<std::byte>(MPI_BYTE, from_rank);
}

// A counter of rank 0 that any rank adds to, by messages: windows of MPI depend on the network and
// on the release of the library, and where they are made of messages themselves they stand still
// while rank 0 computes. A thread of rank 0 answers; where MPI lets no second thread call it, rank
// 0 does so whenever it comes for a number of its own.
struct WorkQueue::Counter {
  Counter();
  ~Counter();
  std::int64_t add(std::int64_t value);

 private:
  static constexpr int ask_tag = 1;
  static constexpr int answer_tag = 2;
  // Nothing asks for less than nothing: what a rank sends that will not ask again.
  static constexpr std::int64_t farewell = -1;
  // An ask waits half of it on average; looking costs some microseconds.
  static constexpr std::chrono::microseconds between_asks{500};

  std::int64_t add_here(std::int64_t value);
  void answer_all();
  void answer_until_all_have_left();

  MPI_Comm ranks_ = MPI_COMM_NULL;  // messages of its own
  std::mutex mutex_;
  std::int64_t value_ = 0;
  int left_ = 0;  // ranks that have said farewell
  std::atomic<bool> given_up_ = false;
  std::thread thread_;
};

WorkQueue::Counter::Counter() {
  if (world_size() == 1) return;
  MPI_Comm_dup(MPI_COMM_WORLD, &ranks_);
  if (world_rank() == 0 && any_thread_may_call_mpi) {
    thread_ = std::thread([this] { answer_until_all_have_left(); });
  }
}

WorkQueue::Counter::~Counter() {
  if (ranks_ == MPI_COMM_NULL) return;
  // After an error nobody is waited for: the rank goes on to end all of them.
  given_up_ = std::uncaught_exceptions() > 0;
  if (thread_.joinable()) {
    thread_.join();
  } else if (world_rank() == 0) {
    answer_until_all_have_left();
  } else {
    MPI_Send(&farewell, 1, MPI_INT64_T, 0, ask_tag, ranks_);
  }
  if (given_up_) return;
  MPI_Barrier(ranks_);
  MPI_Comm_free(&ranks_);
}

std::int64_t WorkQueue::Counter::add_here(std::int64_t value) {
  const std::lock_guard lock(mutex_);
  const std::int64_t before = value_;
  value_ += value;
  return before;
}

std::int64_t WorkQueue::Counter::add(std::int64_t value) {
  if (world_rank() == 0) {
    if (ranks_ != MPI_COMM_NULL && !thread_.joinable()) answer_all();
    return add_here(value);
  }
  std::int64_t before = 0;
  MPI_Sendrecv(&value, 1, MPI_INT64_T, 0, ask_tag, &before, 1, MPI_INT64_T, 0, answer_tag, ranks_,
               MPI_STATUS_IGNORE);
  return before;
}

// All that have asked by now.
void WorkQueue::Counter::answer_all() {
  for (;;) {
    int asked = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, ask_tag, ranks_, &asked, &status);
    if (asked == 0) return;
    std::int64_t value = 0;
    MPI_Recv(&value, 1, MPI_INT64_T, status.MPI_SOURCE, ask_tag, ranks_, MPI_STATUS_IGNORE);
    if (value == farewell) {
      ++left_;
      continue;
    }
    const std::int64_t before = add_here(value);
    MPI_Send(&before, 1, MPI_INT64_T, status.MPI_SOURCE, answer_tag, ranks_);
  }
}

void WorkQueue::Counter::answer_until_all_have_left() {
  for (answer_all(); left_ < world_size() - 1 && !given_up_; answer_all()) {
    std::this_thread::sleep_for(between_asks);
  }
}

#else

Cluster::Cluster(int*, char***) {}
Cluster::~Cluster() = default;
int world_rank() {
  return 0;
}
int world_size() {
  return 1;
}
int rank_on_node() {
  return 0;
}
int ranks_on_node() {
  return 1;
}
void abort_all_ranks(int exit_code) {
  std::_Exit(exit_code);
}
std::vector<std::string> gather_texts(const std::string& text) {
  return {text};
}
void broadcast(std::int64_t&) {}
void broadcast(std::string&) {}
void wait_for_all_ranks() {}
std::int64_t sum_over_ranks(std::int64_t number) {
  return number;
}

namespace {
[[noreturn]] void no_other_rank() {
  throw std::logic_error("there is no other rank without MPI");
}
}  // namespace

void send_numbers(std::span<const std::int64_t>, int) {
  no_other_rank();
}
std::vector<std::int64_t> receive_numbers(int) {
  no_other_rank();
}
void send_numbers(std::span<const double>, int) {
  no_other_rank();
}
std::vector<double> receive_doubles(int) {
  no_other_rank();
}
void send_bytes(std::span<const std::byte>, int) {
  no_other_rank();
}
std::vector<std::byte> receive_bytes(int) {
  no_other_rank();
}

struct WorkQueue::Counter {
  std::int64_t value = 0;
  std::int64_t add(std::int64_t more) { return std::exchange(value, value + more); }
};

#endif

WorkQueue::WorkQueue(std::int64_t count) : counter_(std::make_unique<Counter>()), count_(count) {}
WorkQueue::~WorkQueue() = default;

std::string host_name() {
  char name[256] = "unknown";
  gethostname(name, sizeof name - 1);
  return name;
}

void reduce_on_root(const std::function<std::vector<std::byte>()>& store,
                    const std::function<void(std::span<const std::byte>)>& add) {
  const int rank = world_rank();
  for (int step = 1; step < world_size(); step *= 2) {
    if ((rank & step) != 0) {
      send_bytes(store(), rank - step);
      return;
    }
    if (rank + step < world_size()) add(receive_bytes(rank + step));
  }
}

namespace {

// What closing adds to the counter: past any number of blocks, and so little that millions of
// ranks, all of which a signal may reach at once, can add it without an overflow.
constexpr std::int64_t closed = std::int64_t{1} << 40;
// How often a rank with work in hand looks whether another one has closed the queue.
constexpr std::chrono::seconds between_looks(1);

}  // namespace

bool WorkQueue::is_closed() {
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < between_looks) return false;
  looked_ = now;
  return counter_->add(0) >= closed;
}

std::int64_t WorkQueue::next() {
  if (next_ < end_ && is_closed()) next_ = end_;
  if (next_ < end_) return next_++;
  // Of what is left, each rank takes so small a part that the last ones to come still find work.
  constexpr std::int64_t runs_a_rank = 8;
  const std::int64_t left = std::max<std::int64_t>(count_ - seen_, 0);
  const std::int64_t length = std::max<std::int64_t>(left / (runs_a_rank * world_size()), 1);
  const std::int64_t first = counter_->add(length);
  looked_ = std::chrono::steady_clock::now();
  seen_ = std::min(first + length, count_);
  next_ = std::min(first, count_);
  end_ = seen_;
  return next_ < end_ ? next_++ : -1;
}

std::int64_t WorkQueue::handed_out() const {
  return seen_;
}

void WorkQueue::close() {
  // Also where nothing is left to hand out: others may hold numbers that they have not begun.
  if (!told_) counter_->add(closed);
  told_ = true;
  seen_ = count_;
  next_ = end_;
}

}  // namespace peregrine
