//! From a knowledge base to a site: load, render, index, check, watch.
