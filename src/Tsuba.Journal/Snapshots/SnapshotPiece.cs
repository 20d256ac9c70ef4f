namespace Tsuba.Journal.Snapshots;

/// <summary>Some bytes of a snapshot.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Total">Bytes of the whole.</param>
/// <param name="SemanticsVersion">Version of the rules of the state in it.</param>
/// <param name="Checksum">CRC-32C of the whole: the file may be damaged while its pieces are read.</param>
public readonly record struct SnapshotPiece(byte[] Bytes, long Total, uint SemanticsVersion, uint Checksum);
