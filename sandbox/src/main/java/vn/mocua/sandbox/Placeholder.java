package vn.mocua.sandbox;

final class Placeholder {}
