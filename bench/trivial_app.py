"""The yardstick: one selectbox, one Plotly figure, nothing else."""

import streamlit as st

st.set_page_config(layout="wide")
year = st.selectbox("Jaar", list(range(2019, 2026)), key="jaar")
values = [(year * month) % 17 for month in range(1, 13)]
figure = {
    "data": [{"type": "scatter", "mode": "lines", "x": list(range(1, 13)), "y": values}],
    "layout": {"title": {"text": f"jaar {year}"}},
}
st.plotly_chart(figure, key="figuur")
