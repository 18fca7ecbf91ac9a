package io.causality.portal.http;

/**
 * What an operation tells the audit log about itself, beside who called it and how it is called. Of
 * one call, used by its thread. Never holds a secret or an event.
 */
public final class Trail {
  private String target = "";
  private String detail = "";

  /** What was made, changed or deleted: an id or a name. */
  public Trail target(String what) {
    this.target = what;
    return this;
  }

  /** How it was changed, for people. */
  public Trail detail(String how) {
    this.detail = how;
    return this;
  }

  public String target() {
    return target;
  }

  public String detail() {
    return detail;
  }
}
