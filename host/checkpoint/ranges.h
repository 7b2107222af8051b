// Numbers of blocks as text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace peregrine {

// Ascending numbers as ranges, "0-5,7", and back. The latter throws MalformedBytes.
std::string ranges_as_text(std::span<const std::int64_t> ascending);
std::vector<std::int64_t> ranges_of_text(const std::string& text);

}  // namespace peregrine
