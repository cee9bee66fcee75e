"""The pack: which parts it has, each rendered and tagged, all joined into one PDF."""
