// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace peregrine {

// 280598105 as "280,598,105".
std::string grouped(std::int64_t number);

// With `decimals` digits after the point and grouped before it; "-" for a number that is missing.
std::string grouped(double number, int decimals);

// "1.4 GB", "23.0 MB", "812 kB": decimal units.
std::string bytes_in_words(double bytes);

// "0.43 s", "12.8 s", "3 min 20 s", "2 h 05 min".
std::string duration_in_words(double seconds);

}  // namespace peregrine
