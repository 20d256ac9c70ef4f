namespace Tsuba.Modules.Console.Api;

/// <summary>Events that an event stream cannot give any more.</summary>
/// <param name="After">The cursor that was asked for: what came behind it is gone, or it is not of this site.</param>
/// <param name="AfterTime">Its time, seconds since 1970.</param>
/// <param name="Next">The first event that follows, or the newest place if none does.</param>
/// <param name="NextTime">Its time, seconds since 1970.</param>
public sealed record ApiStreamGap(string After, double AfterTime, string Next, double NextTime);
