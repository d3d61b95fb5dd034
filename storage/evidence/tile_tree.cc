#include "storage/evidence/tile_tree.h"

#include <cassert>

#include "storage/evidence/merkle.h"

namespace tenure {

void TileTree::push(const Digest& hash) {
  assert(!full());
  unsigned index = width_++;
  nodes_[index] = hash;
  for (unsigned height = 0; (index & 1) != 0; ++height) {
    const Digest parent = node_hash(node(height, index - 1), node(height, index));
    index >>= 1;
    nodes_[row(height + 1) + index] = parent;
  }
}

}  // namespace tenure
