namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>One write.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Selector">Which document is updated, as BSON; empty: the document is inserted.</param>
/// <param name="Document">The document or the update, as BSON.</param>
internal readonly record struct MongoOperation(MongoTarget Target, ReadOnlyMemory<byte> Selector, ReadOnlyMemory<byte> Document)
{
    /// <summary>Whether the document is inserted.</summary>
    public bool IsInsert => Selector.IsEmpty;
}
