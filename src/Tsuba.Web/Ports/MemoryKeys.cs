using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Tsuba.Web.Ports;

/// <summary>
/// The web framework's key ring, kept in memory: nothing that outlives the process is protected with it, and the framework would
/// write it into the home directory.
/// </summary>
internal sealed class MemoryKeys : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements];

    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(element);
}
