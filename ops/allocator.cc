// How programs that run for months allocate: with jemalloc, linked beside this file. The C library's
// allocator keeps what storage's threads have freed, some hundreds of megabytes of it, and is slower.

extern "C" {
/// Read by jemalloc before anything else: freed pages go back to the system within seconds, by a thread of
/// its own.
extern const char* const malloc_conf;
const char* const malloc_conf = "background_thread:true,dirty_decay_ms:2000,muzzy_decay_ms:0,narenas:4";
}
