"""Jianbao 剪报: a desktop reader for collections of Chinese newspaper articles."""

__version__ = "0.1.0"
