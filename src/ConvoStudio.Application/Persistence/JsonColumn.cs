using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Persistence;

/// <summary>A property kept as JSON text, compared by that text.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property, JsonTypeInfo<T> type)
    {
        property.HasConversion(
            value => JsonSerializer.Serialize(value, type),
            text => JsonSerializer.Deserialize(text, type)!,
            new ValueComparer<T>(
                (left, right) => string.Equals(JsonSerializer.Serialize(left!, type), JsonSerializer.Serialize(right!, type), StringComparison.Ordinal),
                value => JsonSerializer.Serialize(value, type).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!));
        return property;
    }
}
