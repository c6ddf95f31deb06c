using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

static class PropertyBuilderExtensions
{
    /// <summary>A value of an enum is kept as its name in small letters, which programs that read the tables know it by.</summary>
    public static PropertyBuilder<T> HasWordConversion<T>(this PropertyBuilder<T> property)
        where T : struct, Enum => property.HasConversion(value => value.ToString().ToLowerInvariant(), word => Enum.Parse<T>(word, true));
}
