using Tsuba.Configuration.Edits;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Api.Messages;

namespace Tsuba.Synchronizer.Api;

/// <summary>Edits as the API is given them.</summary>
internal static class EditOrders
{
    /// <summary>Reads one; null with what is wrong if it is none. A list of JSON may hold null whatever its type says.</summary>
    internal static (ConfigurationEdit? Edit, string Fault) Read(EditOrder? order)
    {
        if (order?.Op == "add")
        {
            return ReadAdd(order);
        }

        if (order?.Id is null || !DefinitionId.TryParse(order.Id, out var id))
        {
            return (null, "id is missing or malformed: host/web, host/~template, service/web;http; /objects lists them");
        }

        return order switch
        {
            { Op: "set", Name: { } name, Values: { Count: > 0 } values } when values.All(value => value is not null) => (new SetProperty(id, name, [.. values]), ""),
            { Op: "set", Name: { } name, Value: { } value } => (new SetProperty(id, name, value), ""),
            { Op: "remove", Name: { } name } => (new RemoveProperty(id, name), ""),
            { Op: "rename", Name: { } name } => (new RenameObject(id, name, order.AsTemplate ?? false), ""),
            { Op: "delete" } => (new DeleteObject(id), ""),
            _ => (null, "op is set (id, name, value or values), remove (id, name), add (type, properties), rename (id, name) or delete (id)"),
        };
    }

    /// <summary>The refusal of an edit that cannot be read.</summary>
    internal static EditRefusal Refused(string fault) => new(EditRefusalKind.Unwritable, fault, SourceLocation.None);

    private static (ConfigurationEdit? Edit, string Fault) ReadAdd(EditOrder order)
    {
        var type = Enum.GetValues<ObjectType>().Where(type => type != ObjectType.Main && Replies.Word(type) == order.Type).Select(type => (ObjectType?)type).FirstOrDefault();
        return type is { } known && order.Properties is { Count: > 0 } properties && properties.All(property => property is { Name: not null, Value: not null })
            ? (new AddObject(known, [.. properties.Select(property => KeyValuePair.Create(property.Name, property.Value))], order.File), "")
            : (null, "add needs type, such as host, and properties with name and value; /types lists them");
    }
}
