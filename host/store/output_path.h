// The file system's side of writing a file that appears only when it is whole.
#pragma once

#include <string>

namespace peregrine {

// An OutputError's text: the file, what failed, why, and what to do about that.
std::string output_failure(const std::string& path, const std::string& what,
                           const std::string& cause);

// Bytes that a file of this process may have (`ulimit -f`); infinity where there is no limit.
double file_size_limit();

// Has the disk begin to write what is there of the file, without waiting for it.
void start_sync_to_disk(const std::string& file);

// Syncs `from` to disk and renames it to `to` in the same folder. Throws OutputError.
void publish(const std::string& from, const std::string& to);

}  // namespace peregrine
