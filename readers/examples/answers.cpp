// usage: answers FILE.h5. Questions to an ensemble by the C++ headers: a corridor's bands in the
// last year, the country with the greatest chance of war, a route's chance of more than a
// threshold. docs/reading.md shows what it prints.
//
// g++ -std=c++20 -I readers/cpp answers.cpp $(pkg-config --cflags --libs hdf5) -lhdf5_hl
#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>

#include "peregrine_ensemble.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: answers FILE.h5\n");
    return 2;
  }
  try {
    const peregrine_ensemble::Run run(argv[1]);
    const int last = std::stoi(run.file().axis("year").labels.back());

    const peregrine_ensemble::Table fan = run.fan({"SYR", "DEU"}, {.years = {last}});
    std::printf("%d: %.0f (8 of 10 draws: %.0f to %.0f)\n", last, fan.at("q0.5").front(),
                fan.at("q0.1").front(), fan.at("q0.9").front());

    const peregrine_ensemble::Table war = run.map("war_probability", last);
    const std::vector<double>& chance = war.at("share_of_draws");
    const auto most = std::ranges::max_element(chance) - chance.begin();
    std::printf("%s: %.3f\n", war.key("name")[static_cast<std::size_t>(most)].c_str(),
                chance[static_cast<std::size_t>(most)]);

    run.exceeds(50'000, {"central-mediterranean"}).write_csv(std::cout);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
