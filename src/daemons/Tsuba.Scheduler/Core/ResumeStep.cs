namespace Tsuba.Scheduler.Core;

/// <summary>First input after a restart or takeover: everything that is due comes out again.</summary>
public sealed record ResumeStep : PartInput;
