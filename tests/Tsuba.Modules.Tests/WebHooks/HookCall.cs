namespace Tsuba.Modules.Tests.WebHooks;

/// <summary>What came in a call.</summary>
internal sealed record HookCall(int Status, string Path, string ContentType, Dictionary<string, string> Headers, byte[] Body);
