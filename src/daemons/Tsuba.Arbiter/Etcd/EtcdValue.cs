namespace Tsuba.Arbiter.Etcd;

/// <summary>What a key of etcd holds.</summary>
/// <param name="Text">The value.</param>
/// <param name="Revision">The revision of its last change, as a number in text.</param>
internal sealed record EtcdValue(string Text, string Revision);
